package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopai.features.FeatureList;
import io.loopai.features.FieldFeatures;
import io.loopai.features.TextFeatures;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields of a task's inputs a model looks at, and how: the leaves of the input schema, and
 * those of the rows where the schema does not say.
 *
 * <p>{@link #find} and the Java code of {@link FieldSource} do the same.
 */
final class FieldPlan {

    /** More cut the numbers of few rows into pieces too small to learn from. */
    private static final int MOST_THRESHOLDS = 8;

    private final List<Field> fields;

    private FieldPlan(List<Field> fields) {
        this.fields = fields;
    }

    /** What a field holds. */
    enum Kind {
        TEXT,
        TEXTS,
        CHOICE,
        FLAG,
        NUMBER
    }

    /**
     * One field.
     *
     * @param path the names that lead to it
     * @param thresholds of a number; ascending
     */
    record Field(List<String> path, Kind kind, double[] thresholds) {
        String name() {
            return String.join(".", path);
        }

        JsonNode of(JsonNode input) {
            JsonNode node = input;
            for (String name : path) {
                node = node.path(name);
            }
            return node;
        }
    }

    static FieldPlan of(JsonNode inputSchema, List<LabelledRow> rows) {
        List<Field> fields = new ArrayList<>();
        List<JsonNode> inputs = rows.stream().map(LabelledRow::input).toList();
        collect(List.of(), inputSchema, inputs, rows, fields);
        return new FieldPlan(List.copyOf(fields));
    }

    private static void collect(
            List<String> path,
            JsonNode schema,
            List<JsonNode> values,
            List<LabelledRow> rows,
            List<Field> fields) {
        Set<String> names = new LinkedHashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        Set<String> others = new TreeSet<>();
        values.forEach(value -> value.fieldNames().forEachRemaining(others::add));
        names.addAll(others);
        for (String name : names) {
            List<String> to = new ArrayList<>(path);
            to.add(name);
            JsonNode of = schema.path("properties").path(name);
            List<JsonNode> inner =
                    values.stream()
                            .filter(value -> value.hasNonNull(name))
                            .map(value -> value.get(name))
                            .toList();
            switch (type(of, inner)) {
                case "object":
                    collect(to, of, inner, rows, fields);
                    break;
                case "array":
                    if (inner.stream().allMatch(FieldPlan::isTexts)) {
                        fields.add(new Field(to, Kind.TEXTS, new double[0]));
                    }
                    break;
                case "boolean":
                    fields.add(new Field(to, Kind.FLAG, new double[0]));
                    break;
                case "number", "integer":
                    fields.add(new Field(to, Kind.NUMBER, thresholds(inner)));
                    break;
                case "string":
                    Kind kind = of.has("enum") ? Kind.CHOICE : Kind.TEXT;
                    fields.add(new Field(to, kind, new double[0]));
                    break;
                default: // a field that holds different things is no evidence
            }
        }
    }

    private static boolean isTexts(JsonNode array) {
        for (JsonNode element : array) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static String type(JsonNode schema, List<JsonNode> values) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return type.textValue();
        }
        Set<String> types = new TreeSet<>();
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asText()));
            types.remove("null");
        } else {
            values.forEach(value -> types.add(typeOf(value)));
        }
        return types.size() == 1 ? types.iterator().next() : "mixed";
    }

    private static String typeOf(JsonNode value) {
        switch (value.getNodeType()) {
            case STRING:
                return "string";
            case NUMBER:
                return "number";
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

    /** Quantiles of the values seen. */
    private static double[] thresholds(List<JsonNode> values) {
        double[] sorted = values.stream().mapToDouble(JsonNode::asDouble).sorted().toArray();
        Set<Double> cuts = new TreeSet<>();
        for (int i = 1; i <= MOST_THRESHOLDS && sorted.length > 1; i++) {
            int at = i * sorted.length / (MOST_THRESHOLDS + 1);
            if (at > 0 && sorted[at] > sorted[at - 1]) {
                cuts.add((sorted[at - 1] + sorted[at]) / 2);
            } else if (sorted[at] > sorted[0]) {
                cuts.add(below(sorted, at));
            }
        }
        return cuts.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The middle between the value at the index and the next smaller one. */
    private static double below(double[] sorted, int at) {
        int before = at;
        while (sorted[before] == sorted[at]) {
            before--;
        }
        return (sorted[before] + sorted[at]) / 2;
    }

    List<Field> fields() {
        return fields;
    }

    /** Whether a record is one text: then its name says nothing, and programs are shorter. */
    boolean isOneText() {
        return fields.size() == 1
                && fields.get(0).kind() == Kind.TEXT
                && fields.get(0).path().size() == 1;
    }

    /** Adds what an input shows to the list. */
    void find(JsonNode input, TextFeatures features, FeatureList list) {
        for (Field field : fields) {
            JsonNode value = field.of(input);
            String name = isOneText() ? "" : field.name();
            switch (field.kind()) {
                case TEXT:
                    if (value.isTextual()) {
                        features.find(name, value.textValue(), list);
                    }
                    break;
                case TEXTS:
                    if (value.isArray() && isTexts(value)) {
                        value.forEach(text -> features.find(name, text.textValue(), list));
                    }
                    break;
                case CHOICE:
                    if (value.isTextual()) {
                        FieldFeatures.choice(name, value.textValue(), list);
                    }
                    break;
                case FLAG:
                    if (value.isBoolean()) {
                        FieldFeatures.choice(name, value.asText(), list);
                    }
                    break;
                default:
                    if (value.isNumber()) {
                        FieldFeatures.number(name, value.asDouble(), list, field.thresholds());
                    }
            }
        }
    }

    /** An input in which every text is the given one, and nothing else is there. */
    JsonNode inputOf(String text) {
        var input = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            if (field.kind() == Kind.TEXT) {
                var node = input;
                Iterator<String> names = field.path().iterator();
                String name = names.next();
                while (names.hasNext()) {
                    node = node.withObjectProperty(name);
                    name = names.next();
                }
                node.put(name, text);
            }
        }
        return input;
    }

    /** All the texts of an input. */
    List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        for (Field field : fields) {
            JsonNode value = field.of(input);
            if (field.kind() == Kind.TEXT && value.isTextual()) {
                texts.add(value.textValue());
            } else if (field.kind() == Kind.TEXTS && value.isArray()) {
                value.forEach(text -> texts.add(text.asText()));
            }
        }
        return texts;
    }
}
