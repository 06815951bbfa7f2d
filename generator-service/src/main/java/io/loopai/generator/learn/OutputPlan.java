package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a task's answers consist of: one choice among labels, or an object of several. Numbers with
 * many values are cut into ranges, of which the middle value is answered.
 */
final class OutputPlan {

    /** A number with more different values is a quantity. */
    private static final int MOST_VALUES = 20;

    private static final int RANGES = 8;

    private final List<Target> targets;

    private OutputPlan(List<Target> targets) {
        this.targets = targets;
    }

    /**
     * One choice.
     *
     * @param field of an object; null when the answer is the choice itself
     * @param labels what can be answered, in order
     * @param limits between the ranges of a quantity: one less than labels; null for others
     */
    record Target(String field, List<JsonNode> labels, double[] limits) {

        /** The right label of a row; -1 when the row does not say. */
        int of(JsonNode output) {
            JsonNode value = field == null ? output : output.path(field);
            if (limits == null) {
                return labels.indexOf(value);
            }
            if (!value.isNumber()) {
                return -1;
            }
            int at = Arrays.binarySearch(limits, value.asDouble());
            return at >= 0 ? at : -at - 1;
        }
    }

    /**
     * @throws InvalidLabelsException where no such answers can be learned from these rows
     */
    static OutputPlan of(JsonNode outputSchema, List<LabelledRow> rows) {
        checkThatAnswersDiffer(rows);
        List<JsonNode> outputs = rows.stream().map(LabelledRow::output).toList();
        if (!outputs.get(0).isObject()) {
            return new OutputPlan(List.of(target(null, outputSchema, outputs)));
        }
        Set<String> names = new LinkedHashSet<>();
        outputs.forEach(output -> output.fieldNames().forEachRemaining(names::add));
        List<Target> targets = new ArrayList<>();
        for (String name : names) {
            List<JsonNode> values =
                    outputs.stream()
                            .map(output -> output.path(name))
                            .filter(JsonNode::isValueNode)
                            .toList();
            if (values.size() < outputs.size()) {
                throw new InvalidLabelsException(
                        "the answer's field '"
                                + name
                                + "' is missing or no plain value in some rows; only objects whose"
                                + " fields are all there, and are texts, numbers or booleans, can be"
                                + " learned; others need a program that an LLM or a person writes");
            }
            targets.add(target(name, outputSchema.path("properties").path(name), values));
        }
        return new OutputPlan(targets);
    }

    private static void checkThatAnswersDiffer(List<LabelledRow> rows) {
        JsonNode first = rows.get(0).output();
        if (rows.stream().allMatch(row -> row.output().equals(first))) {
            String which =
                    rows.size() == 1
                            ? "there is one example or labelled row, with the answer "
                            : "all "
                                    + rows.size()
                                    + " examples and labelled rows have the same answer, ";
            throw new InvalidLabelsException(
                    which
                            + first
                            + ", from which nothing can be learned; add rows with other answers");
        }
    }

    private static Target target(String field, JsonNode schema, List<JsonNode> values) {
        Set<JsonNode> distinct = new LinkedHashSet<>();
        schema.path("enum").forEach(distinct::add);
        distinct.addAll(values);
        boolean numbers = values.stream().allMatch(JsonNode::isNumber);
        if (numbers && distinct.size() > MOST_VALUES) {
            return ranges(field, values);
        }
        return new Target(field, List.copyOf(distinct), null);
    }

    private static Target ranges(String field, List<JsonNode> values) {
        double[] sorted = values.stream().mapToDouble(JsonNode::asDouble).sorted().toArray();
        List<JsonNode> middles = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= RANGES; i++) {
            int to = Math.max(from, i * sorted.length / RANGES);
            while (to > from && to < sorted.length && sorted[to] == sorted[to - 1]) {
                to++;
            }
            if (to > from) {
                middles.add(number(sorted[(from + to - 1) / 2]));
                if (to < sorted.length) {
                    limits.add(sorted[to - 1]);
                }
                from = to;
            }
        }
        return new Target(
                field,
                List.copyOf(middles),
                limits.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static JsonNode number(double value) {
        return value == Math.rint(value)
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    List<Target> targets() {
        return targets;
    }

    /** The answer made of one label for each target. */
    JsonNode output(int[] labels) {
        if (targets.get(0).field() == null) {
            return targets.get(0).labels().get(labels[0]);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < labels.length; i++) {
            object.set(targets.get(i).field(), targets.get(i).labels().get(labels[i]));
        }
        return object;
    }
}
