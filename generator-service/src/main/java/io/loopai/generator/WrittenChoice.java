package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.comparison.Comparison;
import io.loopai.generator.learn.Written;
import io.loopai.generator.select.Guess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chooses among written programs when there are no labels but those that stood in their prompts.
 *
 * <p>Nothing can be measured then. What is known: a program should be right about the rows that it
 * was shown, and thorough programs are better than short ones. Length would be a poor measure of
 * that, since code may do nothing: so each word of the source is put into the shown inputs,
 * and in their place, and counts when it changes an answer, or its confidence, more than a meaningless word does.
 */
final class WrittenChoice {

    /** Programs whose answers to the shown rows are this much worse than the best are out. */
    private static final double TOLERANCE = 0.1;

    /** Worse than this on what it was shown is no program for the task. */
    private static final double LEAST = 0.6;

    private static final int MOST_WORDS = 5_000;
    private static final int MOST_INPUTS = 4;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}$%€£#@!?.:/-]+");

    private WrittenChoice() {}

    /** The most promising program; empty when none is right about most of the rows. */
    static Optional<Written> among(
            List<Written> programs, List<LabelledRow> rows, Comparison comparison) {
        List<Written> telling = telling(programs, rows);
        double best = right(best(telling, rows, comparison), rows, comparison);
        if (best < LEAST) {
            return Optional.empty();
        }
        return telling.stream()
                .filter(each -> right(each, rows, comparison) >= best - TOLERANCE)
                .max(
                        Comparator.<Written>comparingInt(each -> vocabulary(each, rows))
                                .thenComparingInt(each -> -each.source().length()));
    }

    /** The program that is right about the most rows; the first of several. */
    static Written best(List<Written> programs, List<LabelledRow> rows, Comparison comparison) {
        Written best = programs.get(0);
        for (Written each : programs) {
            if (right(each, rows, comparison) > right(best, rows, comparison)) {
                best = each;
            }
        }
        return best;
    }

    /**
     * Where all rows have one answer, to say it always is to be right about all of them: so programs
     * that never say anything else are left out, if there are others.
     */
    private static List<Written> telling(List<Written> programs, List<LabelledRow> rows) {
        if (rows.stream().map(LabelledRow::output).distinct().count() > 1) {
            return programs;
        }
        List<Written> telling =
                programs.stream().filter(each -> saysMore(each, rows.get(0))).toList();
        return telling.isEmpty() ? programs : telling;
    }

    /** Whether words that it knows, put into a row, ever change what it says. */
    private static boolean saysMore(Written program, LabelledRow row) {
        Guess said = program.answers().apply(row.input());
        return words(program).stream()
                .flatMap(
                        word ->
                                Stream.of(
                                        with(row.input(), word, true),
                                        with(row.input(), word, false)))
                .anyMatch(input -> !program.answers().apply(input).equals(said));
    }

    private static double right(Written program, List<LabelledRow> rows, Comparison comparison) {
        long right =
                rows.stream()
                        .filter(
                                row ->
                                        program.answers()
                                                .apply(row.input())
                                                .isRight(row.output(), comparison))
                        .count();
        return rows.isEmpty() ? 0 : (double) right / rows.size();
    }

    /** How many words of the program's source make a difference to it. */
    static int vocabulary(Written program, List<LabelledRow> rows) {
        List<LabelledRow> inputs = oneOfEachLabel(rows);
        int count = 0;
        for (String word : words(program)) {
            String control = meaningless(word);
            boolean matters =
                    inputs.stream()
                            .anyMatch(
                                    row ->
                                            matters(program, row, word, control, true)
                                                    || matters(program, row, word, control, false));
            count += matters ? 1 : 0;
        }
        return count;
    }

    private static Collection<String> words(Written program) {
        Map<String, String> words = new LinkedHashMap<>();
        Matcher found = WORD.matcher(program.source());
        while (found.find() && words.size() < MOST_WORDS) {
            // Words that differ in case or numbers alone are one.
            String letters = found.group().toLowerCase(Locale.ROOT).replaceAll("\\p{Nd}", "");
            words.putIfAbsent(letters, found.group());
        }
        return words.values();
    }

    private static boolean matters(
            Written program, LabelledRow row, String word, String control, boolean alone) {
        Guess withWord = program.answers().apply(with(row.input(), word, alone));
        return !withWord.equals(program.answers().apply(with(row.input(), control, alone)));
    }

    /** A word of the same length and shape, so that only what it says is different. */
    private static String meaningless(String word) {
        StringBuilder text = new StringBuilder(word);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isUpperCase(c)) {
                text.setCharAt(i, i % 2 == 0 ? 'Q' : 'X');
            } else if (Character.isLetter(c)) {
                text.setCharAt(i, i % 2 == 0 ? 'q' : 'x');
            }
        }
        return text.toString();
    }

    private static List<LabelledRow> oneOfEachLabel(List<LabelledRow> rows) {
        Set<JsonNode> labels = new LinkedHashSet<>();
        List<LabelledRow> chosen = new ArrayList<>();
        for (LabelledRow row : rows) {
            if (labels.add(row.output()) && chosen.size() < MOST_INPUTS) {
                chosen.add(row);
            }
        }
        return chosen;
    }

    /** The input with the word in front of and behind every text, or instead of it. */
    private static JsonNode with(JsonNode input, String word, boolean alone) {
        if (input.isTextual()) {
            return new TextNode(alone ? word : word + " " + input.textValue() + " " + word);
        }
        JsonNode copy = input.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> field.setValue(with(field.getValue(), word, alone)));
        } else if (copy instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, with(array.get(i), word, alone));
            }
        }
        return copy;
    }
}
