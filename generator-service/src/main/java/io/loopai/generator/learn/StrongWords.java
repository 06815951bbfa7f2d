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

/** The words that speak most for each label, so that people see what a model has learned. */
final class StrongWords {

    private static final int SHOWN = 8;
    private static final TextFeatures SINGLE = TextFeatures.parse("words 1");

    private StrongWords() {}

    /** For each label, the strongest first; empty where no word speaks for it. */
    static List<List<String>> of(LinearWeights weights, FieldPlan plan, List<LabelledRow> rows) {
        Map<String, Integer> words = new HashMap<>();
        for (LabelledRow row : rows) {
            for (FieldPlan.Field field : plan.fields()) {
                if (field.kind() == FieldPlan.Kind.TEXT && field.of(row.input()).isTextual()) {
                    String name = plan.isOneText() ? "" : field.name();
                    collect(name, field.of(row.input()).textValue(), weights, words);
                }
            }
        }
        List<List<String>> byLabel = new ArrayList<>();
        for (int label = 0; label < weights.labels(); label++) {
            byLabel.add(strongest(label, weights, words));
        }
        return byLabel;
    }

    private static void collect(
            String field, String text, LinearWeights weights, Map<String, Integer> words) {
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+")) {
            if (word.length() > 1 && !words.containsKey(word)) {
                FeatureList list = new FeatureList(word.length());
                SINGLE.find(field, word, list);
                int at =
                        list.size() == 0
                                ? -1
                                : Arrays.binarySearch(
                                        weights.buckets(), FeatureList.bucket(list.get(0)));
                if (at >= 0) {
                    words.put(word, at);
                }
            }
        }
    }

    private static List<String> strongest(
            int label, LinearWeights weights, Map<String, Integer> words) {
        boolean first = weights.outputs() < weights.labels() && label == 0;
        int output = Math.max(0, label - weights.labels() + weights.outputs());
        double sign = first ? -1 : 1;
        return words.entrySet().stream()
                .filter(word -> sign * weights.weight(word.getValue(), output) > 0)
                .sorted(
                        Comparator.<Map.Entry<String, Integer>>comparingDouble(
                                        word -> -sign * weights.weight(word.getValue(), output))
                                .thenComparing(Map.Entry::getKey))
                .limit(SHOWN)
                .map(Map.Entry::getKey)
                .toList();
    }
}
