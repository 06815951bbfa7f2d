package io.loopai.generator.learn;

import io.loopai.features.FeatureList;
import io.loopai.features.TextFeatures;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words that speak most for each label, and in brackets what other words name that do, so that people
 * see what a model has learned.
 */
final class StrongWords {

    private static final int SHOWN = 8;
    private static final int KINDS_SHOWN = 3;
    private static final TextFeatures SINGLE = TextFeatures.parse("words 1");

    private StrongWords() {}

    /** For each label, the strongest first; empty where no word speaks for it. */
    static List<List<String>> of(
            LinearWeights weights, TextFeatures features, FieldPlan plan, List<LabelledRow> rows) {
        Map<String, Integer> words = new HashMap<>();
        Map<String, Integer> kinds = new HashMap<>();
        for (LabelledRow row : rows) {
            for (FieldPlan.Field field : plan.fields()) {
                if (field.kind() == FieldPlan.Kind.TEXT && field.of(row.input()).isTextual()) {
                    String name = plan.isOneText() ? "" : field.name();
                    features.kinds(name)
                            .forEach((kind, bucket) -> put(kind, bucket, weights, kinds));
                    collect(name, field.of(row.input()).textValue(), weights, words);
                }
            }
        }
        List<List<String>> byLabel = new ArrayList<>();
        for (int label = 0; label < weights.labels(); label++) {
            List<String> strongest = new ArrayList<>(strongest(label, weights, words, SHOWN));
            strongest(label, weights, kinds, KINDS_SHOWN)
                    .forEach(kind -> strongest.add("(" + kind + ")"));
            byLabel.add(strongest);
        }
        return byLabel;
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
