package io.loopai.generator.select;

import io.loopai.comparison.Comparison;
import io.loopai.decision.AbstentionRule;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses among candidates by how they do on rows that they have not learned from.
 *
 * <pre>{@code
 * Selection selection = Selection.among(candidates, rows, comparison, 7).orElseThrow();
 * selection.winner().source(rows, 0);
 * selection.estimate().accuracy();
 * }</pre>
 *
 * <p>All are measured on the same folds, with few rows in three rounds of them: with 200 rows, how
 * they happened to be dealt moved estimates by two points. Of those whose paired difference to the
 * best is within one standard error, the simplest wins (Breiman et al., Classification and Regression
 * Trees, 1984).
 */
public final class Selection {

    private static final int FOLDS = 5;

    /** Rows are dealt so often. With many, how they fall matters little, and time grows. */
    private static final int ROUNDS = 3;

    private static final int FEW_ROWS = 1_000;

    /** Among few rows, one error is often luck. */
    private static final double CLEAR_ERRORS = 2;

    private final Measured winner;
    private final List<Measured> measured;
    private final Estimate estimate;

    private Selection(Measured winner, List<Measured> measured, Estimate estimate) {
        this.winner = winner;
        this.measured = measured;
        this.estimate = estimate;
    }

    /**
     * Measures all candidates and chooses one.
     *
     * @param comparison when an answer is right
     * @return empty when there are fewer than five different rows of many labels: then nothing can be
     *     measured, and nothing is claimed
     */
    public static Optional<Selection> among(
            List<? extends Candidate> candidates,
            List<LabelledRow> rows,
            Comparison comparison,
            long seed) {
        if (!Folds.areEnough(rows)) {
            return Optional.empty();
        }
        List<Folds> rounds = rounds(rows, seed);
        List<Measured> measured = new ArrayList<>(measured(candidates, rounds, comparison));
        measured.sort(Comparator.comparingDouble(Measured::accuracy).reversed());
        Measured best = measured.get(0);
        Measured winner =
                measured.stream()
                        .filter(each -> each == best || each.isWithin(1, best))
                        .min(
                                Comparator.<Measured>comparingInt(
                                                each -> each.candidate().complexity())
                                        .thenComparing(
                                                Comparator.comparingDouble(Measured::accuracy)
                                                        .reversed()))
                        .orElse(best);
        return Optional.of(
                new Selection(
                        winner, measured, Estimate.of(measured, winner, rounds.get(0), seed)));
    }

    private static List<Folds> rounds(List<LabelledRow> rows, long seed) {
        return new Random(seed)
                .longs(rows.size() <= FEW_ROWS ? ROUNDS : 1)
                .mapToObj(of -> Folds.of(rows, FOLDS, of))
                .toList();
    }

    /** The first round comes last: what candidates keep to calibrate themselves is of that one. */
    private static List<Measured> measured(
            List<? extends Candidate> candidates, List<Folds> rounds, Comparison comparison) {
        List<LinkedList<List<Guess>>> guesses =
                candidates.stream().map(any -> new LinkedList<List<Guess>>()).toList();
        for (int round = rounds.size() - 1; round >= 0; round--) {
            for (int i = 0; i < candidates.size(); i++) {
                guesses.get(i).addFirst(candidates.get(i).outOfFold(rounds.get(round)));
            }
        }
        Set<String> seen = seen(candidates);
        List<LabelledRow> rows = rounds.get(0).rows();
        return IntStream.range(0, candidates.size())
                .mapToObj(
                        i ->
                                new Measured(
                                        candidates.get(i), rows, guesses.get(i), seen, comparison))
                .toList();
    }

    /**
     * What is taken where too few rows of most labels say anything. Nothing may be claimed of it.
     *
     * @param candidate keeps what it was measured with, which is too little to be calibrated by
     * @param outOfFold as {@link Selection#outOfFold}: enough to see whether it is far worse than
     *     another program, and rather too low, since folds leave labels out
     */
    public record Unclaimed(Candidate candidate, Map<String, Guess> outOfFold) {}

    /**
     * The usual candidate, unless another is better by more than two standard errors on the rows there
     * are.
     *
     * @param usual its index
     */
    public static Unclaimed unclaimed(
            List<? extends Candidate> candidates,
            int usual,
            List<LabelledRow> rows,
            Comparison comparison,
            long seed) {
        List<Measured> measured = measured(candidates, rounds(rows, seed), comparison);
        Measured first = measured.get(usual);
        Measured chosen = first;
        for (Measured other : measured) {
            if (other.accuracy() > chosen.accuracy() && !first.isWithin(CLEAR_ERRORS, other)) {
                chosen = other;
            }
        }
        return new Unclaimed(chosen.candidate(), chosen.outOfFold());
    }

    /** All are compared on the same rows: those that none has seen. */
    private static Set<String> seen(List<? extends Candidate> candidates) {
        Set<String> seen = new HashSet<>();
        candidates.forEach(candidate -> seen.addAll(candidate.seen()));
        return seen;
    }

    /** The candidate that was chosen. */
    public Candidate winner() {
        return winner.candidate();
    }

    /** What the winner said of each row when it had learned from other folds only; by the row's id. */
    public Map<String, Guess> outOfFold() {
        return winner.outOfFold();
    }

    /** How good it is. */
    public Estimate estimate() {
        return estimate;
    }

    /** All that were measured, the best first. */
    public List<Measured> measured() {
        return measured;
    }

    /** From which confidence on the winner may answer, if at most 1 − target may be wrong. */
    public AbstentionRule abstention(double target) {
        return AbstentionRule.choose(winner.scored(), target);
    }
}
