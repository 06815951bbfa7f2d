package io.loopai.generator.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Guesses the schema of answers: labels, booleans, numbers in a range, or an object of these. */
final class OutputGuess {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** With more different texts, they are no labels. */
    private static final int MOST_LABELS = 500;

    private OutputGuess() {}

    static ObjectNode of(List<LabelledRow> rows) {
        return of("the answer", rows);
    }

    private static ObjectNode of(String what, List<LabelledRow> rows) {
        Map<String, String> kinds = new LinkedHashMap<>();
        rows.forEach(row -> kinds.putIfAbsent(kind(row.output()), row.id()));
        if (kinds.size() > 1) {
            List<String> seen = new ArrayList<>();
            kinds.forEach((kind, row) -> seen.add(kind + " (" + row + ")"));
            throw new InvalidLabelsException(
                    what
                            + " is not of one kind: "
                            + String.join(", ", seen)
                            + "; make all answers the same kind");
        }
        List<JsonNode> values = rows.stream().map(LabelledRow::output).toList();
        String kind = kinds.keySet().iterator().next();
        switch (kind) {
            case "string":
                return labels(values);
            case "boolean":
                return JSON.objectNode().put("type", "boolean");
            case "number":
                return range(values);
            case "object":
                return object(what, rows);
            default:
                throw new InvalidLabelsException(
                        what
                                + " is of kind "
                                + kind
                                + " ("
                                + kinds.get(kind)
                                + "); only texts, booleans, numbers and objects of these can be"
                                + " answered");
        }
    }

    private static String kind(JsonNode value) {
        return value.isNumber() ? "number" : InputGuess.type(value);
    }

    private static ObjectNode labels(List<JsonNode> values) {
        ObjectNode schema = JSON.objectNode().put("type", "string");
        List<JsonNode> labels = byFrequency(values);
        if (labels.size() <= MOST_LABELS) {
            schema.putArray("enum").addAll(labels);
        }
        return schema;
    }

    /** The different values, the most frequent first; equally frequent ones as they came. */
    static List<JsonNode> byFrequency(List<JsonNode> values) {
        Map<JsonNode, Integer> counts = new LinkedHashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts.keySet().stream()
                .sorted(Comparator.<JsonNode>comparingInt(counts::get).reversed())
                .toList();
    }

    private static ObjectNode range(List<JsonNode> values) {
        ObjectNode schema = InputGuess.of(values);
        Comparator<JsonNode> byValue = Comparator.comparing(JsonNode::decimalValue);
        schema.set("minimum", values.stream().min(byValue).orElseThrow());
        schema.set("maximum", values.stream().max(byValue).orElseThrow());
        return schema;
    }

    private static ObjectNode object(String what, List<LabelledRow> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> row.output().fieldNames().forEachRemaining(names::add));
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<JsonNode> required = new ArrayList<>();
        for (String name : names) {
            List<LabelledRow> having =
                    rows.stream()
                            .filter(row -> row.output().has(name))
                            .map(r -> new LabelledRow(r.id(), r.input(), r.output().get(name)))
                            .toList();
            properties.set(name, of(what + "'s field '" + name + "'", having));
            if (having.size() == rows.size()) {
                required.add(JSON.textNode(name));
            }
        }
        schema.putArray("required").addAll(required);
        return schema;
    }
}
