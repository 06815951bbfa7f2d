package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.features.FeatureList;
import io.loopai.features.TextFeatures;
import io.loopai.generator.LabelledRow;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What speaks most for a label, so that people see what a model has learned. The strongest come first.
 *
 * @param words of the rows; perhaps none
 * @param kinds what words name that do so: {@code food}, or {@code food in title} where there are several
 *     texts; perhaps none
 */
record StrongWords(List<String> words, List<String> kinds) {

    private static final int SHOWN = 8;
    private static final int KINDS_SHOWN = 3;
    private static final TextFeatures SINGLE = TextFeatures.parse("words 1");

    /** For each label. */
    static List<StrongWords> of(
            LinearWeights weights, TextFeatures features, FieldPlan plan, List<LabelledRow> rows) {
        Map<String, Integer> words = new HashMap<>();
        Map<String, Integer> kinds = new HashMap<>();
        for (FieldPlan.Field field : plan.fields()) {
            if (field.kind() == FieldPlan.Kind.TEXT) {
                String name = plan.isOneText() ? "" : field.name();
                String where = plan.isOneText() ? "" : " in " + name;
                features.kinds(name)
                        .forEach((kind, bucket) -> put(kind + where, bucket, weights, kinds));
                rows.stream()
                        .map(row -> field.of(row.input()))
                        .filter(JsonNode::isTextual)
                        .forEach(text -> collect(name, text.textValue(), weights, words));
            }
        }
        return IntStream.range(0, weights.labels())
                .mapToObj(
                        label ->
                                new StrongWords(
                                        strongest(label, weights, words, SHOWN),
                                        strongest(label, weights, kinds, KINDS_SHOWN)))
                .toList();
    }

    /** In one line, with the kinds in brackets. */
    String line() {
        return Stream.concat(words.stream(), kinds.stream().map(kind -> "(" + kind + ")"))
                .collect(Collectors.joining(", "));
    }

    private static void collect(
            String field, String text, LinearWeights weights, Map<String, Integer> words) {
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+")) {
            if (word.length() > 1 && !words.containsKey(word)) {
                FeatureList list = new FeatureList(word.length());
                SINGLE.find(field, word, list);
                if (list.size() > 0) {
                    put(word, FeatureList.bucket(list.get(0)), weights, words);
                }
            }
        }
    }

    /** Puts what the model knows among the others, with its place in the weights. */
    private static void put(
            String name, int bucket, LinearWeights weights, Map<String, Integer> known) {
        int at = Arrays.binarySearch(weights.buckets(), bucket);
        if (at >= 0) {
            known.putIfAbsent(name, at);
        }
    }

    private static List<String> strongest(
            int label, LinearWeights weights, Map<String, Integer> words, int most) {
        boolean first = weights.outputs() < weights.labels() && label == 0;
        int output = Math.max(0, label - weights.labels() + weights.outputs());
        double sign = first ? -1 : 1;
        return words.entrySet().stream()
                .filter(word -> sign * weights.weight(word.getValue(), output) > 0)
                .sorted(
                        Comparator.<Map.Entry<String, Integer>>comparingDouble(
                                        word -> -sign * weights.weight(word.getValue(), output))
                                .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
