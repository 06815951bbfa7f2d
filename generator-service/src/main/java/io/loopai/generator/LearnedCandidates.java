package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.features.Tones;
import io.loopai.generator.learn.LearnedCandidate;
import io.loopai.generator.learn.Weighing;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The learned models that are worth a try on a task's rows: which features, weighed how. */
final class LearnedCandidates {

    /** The place of the first that learns from rows without labels. */
    static final int WITH_UNLABELLED = 2;

    private static final String WORDS = "words 1, ";
    private static final String WORDS_AND_PAIRS = "words 1-2, ";
    private static final String MARKS = ", marks";
    private static final String TONES = ", tones";
    private static final String KINDS = ", kinds";
    private static final String MASKED = ", digits masked";

    /** Fewer tell too little of what appears together. */
    private static final int LEAST_UNLABELLED = 100;

    /** On fewer rows hardly any difference is worth two standard errors. */
    private static final int LEAST_SEEN = 50;

    /** With fewer, how much weights are held back makes no difference. */
    private static final int MANY_ROWS = 500;

    /** With so many, runs of five characters add little to words and shorter runs, and cost room. */
    private static final int ENOUGH_FOR_SHORT_RUNS = 1_000;

    /** The logarithm of a likelihood ratio of one and a half. */
    private static final double CLEARLY = Math.log(1.5);

    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final double MANY_WITH_DIGITS = 0.2;

    /** Of the characters of what people write. */
    private static final double MOST_DIGITS = 0.08;

    private final TaskSpec task;
    private final List<LabelledRow> rows;
    private final List<JsonNode> unlabelled;
    private final boolean writtenByPeople;
    private final String chars;

    /** By list of words: what it takes longest to compute. */
    private final Map<String, double[]> evidence = new HashMap<>();

    /** The lists of words that help: {@link #TONES}, {@link #KINDS}, or none. */
    private final String known;

    /** @param unlabelled inputs of other rows, perhaps none */
    LearnedCandidates(TaskSpec task, List<LabelledRow> rows, List<JsonNode> unlabelled) {
        this.task = task;
        this.rows = rows;
        this.unlabelled = unlabelled;
        writtenByPeople = areWrittenByPeople();
        chars = hasManyRows() ? "chars 2-4" : "chars 2-5";
        known = asksForTones() ? TONES : kindsAreLikelier() ? KINDS : "";
    }

    /** New ones, each for one use. */
    List<LearnedCandidate> all() {
        List<LearnedCandidate> candidates = new ArrayList<>(plain(known));
        String withPairs = WORDS_AND_PAIRS + chars + MARKS + known;
        if (hasUnlabelled()) {
            // Preferred when about as good, which it mostly is where people write, and not on logs.
            int complexity = writtenByPeople ? 0 : 1;
            for (String features : List.of(withPairs, WORDS_AND_PAIRS + chars + known)) {
                candidates.add(
                        LearnedCandidate.withUnlabelled(task, features, unlabelled, complexity));
            }
        }
        if (withDigits() > MANY_WITH_DIGITS) {
            candidates.add(learned(withPairs + MASKED, Weighing.ALIKE, 2));
        }
        if (rows.size() >= MANY_ROWS) {
            candidates.add(learned(WORDS + chars + MARKS + known, Weighing.CAUTIOUS, 1));
        }
        if (rows.size() >= LEAST_SEEN && !(known.isEmpty() && hasManyRows())) {
            // Tones are of no use to texts that are not in English; and of kinds, rows know best.
            String other = known.isEmpty() ? KINDS : "";
            candidates.add(learned(WORDS_AND_PAIRS + chars + MARKS + other, Weighing.ALIKE, 2));
        }
        return candidates;
    }

    /** The two that are always among them. */
    private List<LearnedCandidate> plain(String known) {
        return List.of(
                learned(WORDS_AND_PAIRS + chars + MARKS + known, Weighing.ALIKE, 2),
                learned(WORDS + chars + MARKS + known, Weighing.CHARACTERS_FIRST, 1));
    }

    private LearnedCandidate learned(String features, Weighing weighing, int complexity) {
        return new LearnedCandidate(task, features, weighing, complexity);
    }

    private boolean hasManyRows() {
        return rows.size() >= ENOUGH_FOR_SHORT_RUNS;
    }

    /** Whether what words name tells anything of the answers. */
    private boolean kindsAreLikelier() {
        return !hasManyRows()
                && Arrays.stream(evidence(KINDS)).sum() > Arrays.stream(evidence("")).sum();
    }

    /** Of the two that are always among the candidates. */
    private double[] evidence(String known) {
        return evidence.computeIfAbsent(
                known, list -> plain(list).stream().mapToDouble(e -> e.evidence(rows)).toArray());
    }

    /**
     * The place of the one to take where rows are too few to measure any: rows without labels help
     * most where labels are fewest.
     */
    int usual() {
        boolean canBeSeen = rows.size() >= LEAST_SEEN || !writtenByPeople;
        return !hasUnlabelled() || canBeSeen ? likeliest() : WITH_UNLABELLED;
    }

    /** The first, unless the second makes the labels clearly more likely. */
    private int likeliest() {
        double[] evidence = evidence(known);
        return evidence[1] - evidence[0] > CLEARLY ? 1 : 0;
    }

    boolean hasUnlabelled() {
        return unlabelled.size() >= leastUnlabelled(rows.size());
    }

    /** How many rows without labels it takes beside so many with labels. */
    static int leastUnlabelled(int labelled) {
        return Math.max(LEAST_UNLABELLED, labelled);
    }

    boolean writtenByPeople() {
        return writtenByPeople;
    }

    /** In lines of logs at least a sixth of the characters are digits, in people's texts a thirtieth. */
    private boolean areWrittenByPeople() {
        long characters = 0;
        long digits = 0;
        for (JsonNode input : inputs()) {
            String text = input.toString();
            characters += text.length();
            digits += text.chars().filter(c -> c >= '0' && c <= '9').count();
        }
        return digits <= MOST_DIGITS * characters;
    }

    private List<JsonNode> inputs() {
        return Stream.concat(rows.stream().map(LabelledRow::input), unlabelled.stream()).toList();
    }

    private double withDigits() {
        long count =
                rows.stream().filter(row -> DIGIT.matcher(row.input().toString()).find()).count();
        return (double) count / rows.size();
    }

    /** Whether answers, or what a field of them says, are feelings or opinions. */
    private boolean asksForTones() {
        Map<String, Set<String>> labels = new HashMap<>();
        JsonNode schema = task.outputSchema();
        schema.path("enum").forEach(label -> collectText("", label, labels));
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            field.getValue()
                    .path("enum")
                    .forEach(label -> collectText(field.getKey(), label, labels));
        }
        for (LabelledRow row : rows) {
            collectText("", row.output(), labels);
            row.output()
                    .properties()
                    .forEach(field -> collectText(field.getKey(), field.getValue(), labels));
        }
        return labels.values().stream().anyMatch(Tones::areTold);
    }

    private static void collectText(String field, JsonNode value, Map<String, Set<String>> labels) {
        if (value.isTextual()) {
            labels.computeIfAbsent(field, name -> new HashSet<>()).add(value.textValue());
        }
    }
}
