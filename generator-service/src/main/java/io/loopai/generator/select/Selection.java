package io.loopai.generator.select;

import io.loopai.comparison.Comparison;
import io.loopai.decision.AbstentionRule;
import io.loopai.generator.LabelledRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among candidates by how they do on rows that they have not learned from.
 *
 * <pre>{@code
 * Selection selection = Selection.among(candidates, rows, comparison, 7).orElseThrow();
 * selection.winner().source(rows, 0);
 * selection.estimate().accuracy();
 * }</pre>
 *
 * <p>All are measured on the same folds. Of those whose paired difference to the best is within one
 * standard error, the simplest wins (Breiman et al., Classification and Regression Trees, 1984).
 */
public final class Selection {

    private static final int FOLDS = 5;

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
        Folds folds = Folds.of(rows, FOLDS, seed);
        Set<String> seen = seen(candidates);
        List<Measured> measured =
                candidates.stream()
                        .map(candidate -> new Measured(candidate, folds, seen, comparison))
                        .sorted(Comparator.comparingDouble(Measured::accuracy).reversed())
                        .toList();
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
                new Selection(winner, measured, Estimate.of(measured, winner, folds, seed)));
    }

    /**
     * What to take where too few rows of most labels say anything: the usual candidate, unless another
     * is better by more than two standard errors on the rows there are. Nothing may be claimed of it.
     *
     * @param usual its index
     * @return its index
     */
    public static int unclaimed(
            List<? extends Candidate> candidates,
            int usual,
            List<LabelledRow> rows,
            Comparison comparison,
            long seed) {
        Folds folds = Folds.of(rows, FOLDS, seed);
        Set<String> seen = seen(candidates);
        Measured first = new Measured(candidates.get(usual), folds, seen, comparison);
        int chosen = usual;
        double most = first.accuracy();
        for (int i = 0; i < candidates.size(); i++) {
            Measured other = new Measured(candidates.get(i), folds, seen, comparison);
            if (other.accuracy() > most && !first.isWithin(CLEAR_ERRORS, other)) {
                chosen = i;
                most = other.accuracy();
            }
        }
        return chosen;
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
        Map<String, Guess> guesses = new HashMap<>();
        for (int i = 0; i < winner.size(); i++) {
            if (winner.counts(i)) {
                guesses.put(winner.row(i).id(), winner.guess(i));
            }
        }
        return guesses;
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
