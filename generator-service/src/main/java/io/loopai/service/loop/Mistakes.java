package io.loopai.service.loop;

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
 * What a version gets wrong, for people.
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
     * One kind of mistake.
     *
     * @param answered null when the version gave no answer
     * @param ids of the newest three
     */
    public record Pair(JsonNode expected, JsonNode answered, long count, List<String> ids) {}

    /**
     * A word.
     *
     * @param mistakes whose input has it
     * @param others right answers to inputs that have it
     */
    public record Word(String word, long mistakes, long others) {}

    /** From the newest to the oldest. */
    static Mistakes of(List<Judged> judged) {
        List<Judged> wrong = judged.stream().filter(each -> !each.correct()).toList();
        return new Mistakes(judged.size(), wrong.size(), pairs(wrong), words(judged));
    }

    private static List<Pair> pairs(List<Judged> wrong) {
        Map<String, List<Judged>> byPair = new LinkedHashMap<>();
        for (Judged each : wrong) {
            byPair.computeIfAbsent(each.expected() + "\n" + each.answer(), k -> new ArrayList<>())
                    .add(each);
        }
        return byPair.values().stream()
                .map(
                        same ->
                                new Pair(
                                        same.get(0).expected(),
                                        same.get(0).answer(),
                                        same.size(),
                                        same.stream().limit(MOST_IDS).map(Judged::id).toList()))
                .sorted(Comparator.comparingLong(Pair::count).reversed())
                .limit(MOST_PAIRS)
                .toList();
    }

    private static List<Word> words(List<Judged> judged) {
        Map<String, long[]> counts = new HashMap<>();
        long[] all = new long[2];
        for (Judged each : judged) {
            int side = each.correct() ? 1 : 0;
            all[side]++;
            Set<String> words = new HashSet<>();
            addWords(each.input(), words);
            words.forEach(word -> counts.computeIfAbsent(word, k -> new long[2])[side]++);
        }
        return counts.entrySet().stream()
                .map(entry -> new Word(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .filter(word -> word.mistakes() >= FEWEST && distance(word, all) >= TELLING)
                .sorted(
                        Comparator.comparingDouble((Word word) -> distance(word, all))
                                .reversed()
                                .thenComparing(Word::word))
                .limit(MOST_WORDS)
                .toList();
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
