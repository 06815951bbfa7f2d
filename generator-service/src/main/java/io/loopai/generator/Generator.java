package io.loopai.generator;

import io.loopai.decision.AbstentionRule;
import io.loopai.generator.learn.LearnedCandidate;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Guess;
import io.loopai.generator.select.Selection;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Fallback;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the best program it can from a task's examples and labelled rows.
 *
 * <pre>{@code
 * Generation generation = new Generator(task, rows, 1).learned();
 * repository.add(task.id(), generation.source(), "ecj");
 * }</pre>
 */
public final class Generator {

    private static final String WORDS_AND_CHARS = "words 1-2, chars 2-5";
    private static final String MARKS = ", marks";
    private static final String MASKED = ", digits masked";

    /** Candidates are compared on so many rows; all of them train the winner. */
    private static final int MOST_MEASURED = 4_000;

    private static final double NANOS = 1e9;
    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final double MANY_WITH_DIGITS = 0.2;

    private final TaskSpec task;
    private final List<LabelledRow> rows;
    private final long seed;
    private final long begun = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private Map<String, Guess> outOfFold = Map.of();

    /**
     * @param labelled rows beside the task's examples; may be empty
     * @param seed the same rows and seed give the same program
     * @throws InvalidLabelsException when there are no rows and no examples
     */
    public Generator(TaskSpec task, List<LabelledRow> labelled, long seed) {
        this.task = task;
        this.seed = seed;
        TrainingRows training = TrainingRows.of(task, labelled);
        this.rows = training.rows();
        notes.addAll(training.notes());
    }

    /** The best of the learned models. */
    public Generation learned() {
        return generate(learnedCandidates());
    }

    /**
     * What the chosen candidate said of rows when it had learned from other folds only, by the row's
     * id; empty when nothing could be measured.
     */
    public Map<String, Guess> outOfFold() {
        return outOfFold;
    }

    private List<Candidate> learnedCandidates() {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(learned(WORDS_AND_CHARS + MARKS, 2));
        candidates.add(learned(WORDS_AND_CHARS, 1));
        if (withDigits() > MANY_WITH_DIGITS) {
            candidates.add(learned(WORDS_AND_CHARS + MARKS + MASKED, 2));
        }
        return candidates;
    }

    private Candidate learned(String features, int complexity) {
        return new LearnedCandidate(task, features, List.of(), complexity);
    }

    private double withDigits() {
        long count =
                rows.stream().filter(row -> DIGIT.matcher(row.input().toString()).find()).count();
        return (double) count / rows.size();
    }

    /** The first candidate is taken when nothing can be measured. */
    private Generation generate(List<Candidate> candidates) {
        List<LabelledRow> measured = rows.subList(0, Math.min(rows.size(), MOST_MEASURED));
        Optional<Selection> selection = Selection.among(candidates, measured, seed);
        Candidate winner = selection.map(Selection::winner).orElse(candidates.get(0));
        outOfFold = selection.map(Selection::outOfFold).orElse(Map.of());
        if (selection.isEmpty()) {
            notes.add(
                    "with fewer than 5 different rows of most labels nothing can be measured, and no"
                            + " accuracy is claimed; label about 50 more rows to know more");
        }
        double threshold = 0;
        double coverage = 1;
        if (selection.isPresent() && task.fallback() != Fallback.ERROR) {
            AbstentionRule rule = selection.get().abstention(task.accuracyTarget());
            notes.add(rule.describe());
            if (rule.reachesTarget()) {
                threshold = rule.threshold();
                coverage = rule.coverage();
            }
        }
        String source = winner.source(rows, threshold);
        check(source);
        return new Generation(
                source,
                winner.strategy(),
                selection.map(Selection::estimate).orElse(null),
                threshold,
                coverage,
                selection.map(Generator::compared).orElse(List.of()),
                0,
                (System.nanoTime() - begun) / NANOS,
                List.copyOf(notes));
    }

    private static List<Generation.Compared> compared(Selection selection) {
        return selection.measured().stream()
                .map(each -> new Generation.Compared(each.candidate().name(), each.accuracy()))
                .toList();
    }

    /** A program that cannot run is never stored. */
    private void check(String source) {
        try {
            Sandbox.compile(source, CompilerKind.ECJ);
        } catch (ProgramRejectedException e) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "the generated program for '%s' (%d characters) is refused: %s",
                            task.id(),
                            source.length(),
                            e.getMessage()),
                    e);
        }
    }
}
