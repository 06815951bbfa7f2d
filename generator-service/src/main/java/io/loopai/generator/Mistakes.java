package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a version gets wrong, for people, and for whoever writes the next one.
 *
 * <pre>{@code
 * Mistakes mistakes = Mistakes.of(cases);
 * mistakes.pairs().get(0).count();
 * }</pre>
 *
 * @param labels that it was judged by
 * @param wrong how many of them it got wrong
 * @param pairs of answers, the most frequent first
 * @param words of the inputs that are more frequent among mistakes than elsewhere, the most telling
 *     first
 */
public record Mistakes(long labels, long wrong, List<Pair> pairs, List<Word> words) {

    private static final int MOST_PAIRS = 20;
    private static final int MOST_IDS = 3;
    private static final int MOST_WORDS = 10;
    private static final int FEWEST = 3;

    /** Standard errors between the two frequencies: 1% of words by chance. */
    private static final double TELLING = 2.58;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /**
     * A labelled record and what the version made of it.
     *
     * @param answer null when it gave none
     */
    public record Case(
            String id, JsonNode input, JsonNode expected, JsonNode answer, boolean correct) {}

    /**
     * One kind of mistake.
     *
     * @param answered null when the version gave no answer
     * @param share of all mistakes
     * @param ids of the newest three
     * @param words that are more frequent in its inputs than in those of right answers, the most
     *     telling first
     */
    public record Pair(
            JsonNode expected,
            JsonNode answered,
            long count,
            double share,
            List<String> ids,
            List<Word> words) {}

    /**
     * A word.
     *
     * @param mistakes whose input has it
     * @param others right answers to inputs that have it
     */
    public record Word(String word, long mistakes, long others) {}

    /** From the newest to the oldest. */
    public static Mistakes of(List<Case> cases) {
        List<Case> wrong = cases.stream().filter(each -> !each.correct()).toList();
        List<Case> right = cases.stream().filter(Case::correct).toList();
        Map<String, Integer> elsewhere = frequencies(right);
        return new Mistakes(
                cases.size(),
                wrong.size(),
                pairs(wrong, elsewhere, right.size()),
                words(wrong, elsewhere, right.size()));
    }

    private static List<Pair> pairs(
            List<Case> wrong, Map<String, Integer> elsewhere, int otherCases) {
        Map<String, List<Case>> byPair = new LinkedHashMap<>();
        for (Case each : wrong) {
            byPair.computeIfAbsent(each.expected() + "\n" + each.answer(), k -> new ArrayList<>())
                    .add(each);
        }
        return byPair.values().stream()
                .sorted(Comparator.comparingInt((List<Case> same) -> same.size()).reversed())
                .limit(MOST_PAIRS)
                .map(
                        same ->
                                new Pair(
                                        same.get(0).expected(),
                                        same.get(0).answer(),
                                        same.size(),
                                        (double) same.size() / wrong.size(),
                                        same.stream().limit(MOST_IDS).map(Case::id).toList(),
                                        words(same, elsewhere, otherCases)))
                .toList();
    }

    private static List<Word> words(
            List<Case> wrong, Map<String, Integer> elsewhere, int otherCases) {
        long[] all = {wrong.size(), otherCases};
        return frequencies(wrong).entrySet().stream()
                .map(
                        entry ->
                                new Word(
                                        entry.getKey(),
                                        entry.getValue(),
                                        elsewhere.getOrDefault(entry.getKey(), 0)))
                .filter(word -> word.mistakes() >= FEWEST && distance(word, all) >= TELLING)
                .sorted(
                        Comparator.comparingDouble((Word word) -> distance(word, all))
                                .reversed()
                                .thenComparing(Word::word))
                .limit(MOST_WORDS)
                .toList();
    }

    /** In how many of the inputs each word stands. */
    private static Map<String, Integer> frequencies(List<Case> cases) {
        Map<String, Integer> counts = new HashMap<>();
        for (Case each : cases) {
            Set<String> words = new HashSet<>();
            addWords(each.input(), words);
            words.forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        return counts;
    }

    /** Of the two frequencies, in standard errors: the test for two proportions. */
    private static double distance(Word word, long[] all) {
        if (all[1] == 0) {
            return 0;
        }
        double pooled = (word.mistakes() + word.others()) / (double) (all[0] + all[1]);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / all[0] + 1.0 / all[1]));
        double difference = word.mistakes() / (double) all[0] - word.others() / (double) all[1];
        return error == 0 ? 0 : difference / error;
    }

    private static void addWords(JsonNode value, Set<String> words) {
        if (value.isTextual()) {
            for (String word : BETWEEN_WORDS.split(value.textValue().toLowerCase(Locale.ROOT))) {
                if (word.length() > 1) {
                    words.add(word);
                }
            }
        }
        value.forEach(child -> addWords(child, words));
    }
}
