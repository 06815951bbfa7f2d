package io.loopai.generator;

import io.loopai.decision.AbstentionRule;
import io.loopai.generator.learn.LearnedCandidate;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Selection;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Fallback;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** How many examples and labelled rows there are to learn from. */
    public int rows() {
        return rows.size();
    }

    /** The best of the learned models. */
    public Generation learned() {
        return generate(learnedCandidates());
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
        if (selection.isEmpty()) {
            notes.add(TooFewRows.note(measured));
        }
        double threshold = 0;
        double coverage = 1;
        if (selection.isPresent() && task.fallback() != Fallback.ERROR) {
            AbstentionRule rule = selection.get().abstention(task.accuracyTarget());
            notes.add(rule.reachesTarget() ? rule.describe() : neverAbstains(rule));
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

    /** Then the fallback would get every record, and nothing would be learned of the program. */
    private static String neverAbstains(AbstentionRule rule) {
        return String.format(
                Locale.ROOT,
                "%d labelled rows show no confidence from which on at most %.1f%% of all records are"
                        + " answered wrongly, so the program answers every record; label more rows,"
                        + " or lower the accuracy_target",
                rule.records(),
                100 * rule.allowed());
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
