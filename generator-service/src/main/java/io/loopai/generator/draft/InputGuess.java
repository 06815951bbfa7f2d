package io.loopai.generator.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Guesses a schema that values satisfy: types, and which fields are always there. */
final class InputGuess {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A text field with so few values, each in so many rows on average, may be a choice. */
    private static final int MOST_CHOICES = 10;

    private static final int ROWS_PER_CHOICE = 5;
    private static final int LONGEST_CHOICE = 30;

    private InputGuess() {}

    static ObjectNode of(List<JsonNode> values) {
        ObjectNode schema = JSON.objectNode();
        Set<String> types = types(values);
        if (types.size() == 1) {
            schema.put("type", types.iterator().next());
        } else if (!types.isEmpty()) {
            ArrayNode all = schema.putArray("type");
            types.forEach(all::add);
        }
        if (types.contains("object")) {
            fields(values.stream().filter(JsonNode::isObject).toList(), schema);
        }
        if (types.contains("array")) {
            List<JsonNode> elements = new ArrayList<>();
            values.stream().filter(JsonNode::isArray).forEach(v -> v.forEach(elements::add));
            schema.set("items", of(elements));
        }
        return schema;
    }

    private static void fields(List<JsonNode> objects, ObjectNode schema) {
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (String name : names(objects)) {
            List<JsonNode> values = values(objects, name);
            properties.set(name, of(values));
            if (values.size() == objects.size()) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    /** A sentence on each text field that seems to be a choice; it may yet get other values. */
    static List<String> choices(List<JsonNode> inputs) {
        List<String> choices = new ArrayList<>();
        for (String name : names(inputs)) {
            List<JsonNode> values = values(inputs, name);
            Set<JsonNode> distinct = new LinkedHashSet<>(values);
            if (values.stream().allMatch(JsonNode::isTextual)
                    && values.stream().allMatch(v -> v.textValue().length() <= LONGEST_CHOICE)
                    && distinct.size() > 1
                    && distinct.size() <= MOST_CHOICES
                    && distinct.size() * ROWS_PER_CHOICE <= values.size()) {
                ArrayNode all = JSON.arrayNode().addAll(distinct);
                choices.add(
                        "If '"
                                + name.replaceAll("\\p{Cntrl}", " ")
                                + "' has no other values, say so: {type: string, enum: "
                                + FlowYaml.of(all)
                                + "}");
            }
        }
        return choices;
    }

    private static Set<String> names(List<JsonNode> objects) {
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static List<JsonNode> values(List<JsonNode> objects, String name) {
        return objects.stream().filter(o -> o.has(name)).map(o -> o.get(name)).toList();
    }

    private static Set<String> types(List<JsonNode> values) {
        Set<String> types = new TreeSet<>();
        values.forEach(value -> types.add(type(value)));
        if (types.contains("number")) {
            types.remove("integer");
        }
        return types;
    }

    /** The name that JSON Schema has for it. */
    static String type(JsonNode value) {
        switch (value.getNodeType()) {
            case STRING:
                return "string";
            case NUMBER:
                return value.isIntegralNumber() ? "integer" : "number";
            case BOOLEAN:
                return "boolean";
            case ARRAY:
                return "array";
            case OBJECT:
                return "object";
            default:
                return "null";
        }
    }
}
