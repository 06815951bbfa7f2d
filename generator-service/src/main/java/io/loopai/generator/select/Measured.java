package io.loopai.generator.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.decision.Scored;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A candidate and what it answered out of fold. */
public final class Measured {

    private final Candidate candidate;
    private final List<LabelledRow> rows;
    private final List<Guess> guesses;
    private final boolean[] right;
    private final boolean[] counts;

    /**
     * @param seen ids of rows that do not count
     */
    Measured(Candidate candidate, Folds folds, Set<String> seen, Comparison comparison) {
        this.candidate = candidate;
        this.rows = folds.rows();
        this.guesses = candidate.outOfFold(folds);
        this.right = new boolean[rows.size()];
        this.counts = new boolean[rows.size()];
        for (int i = 0; i < right.length; i++) {
            counts[i] = !seen.contains(rows.get(i).id());
            right[i] = guesses.get(i).isRight(rows.get(i).output(), comparison);
        }
    }

    static String name(JsonNode label) {
        if (label == null) {
            return "(none)";
        }
        return label.isTextual() ? label.textValue() : label.toString();
    }

    /** What was measured. */
    public Candidate candidate() {
        return candidate;
    }

    /** Share of the rows answered rightly, of those that it was not shown. */
    public double accuracy() {
        int sum = 0;
        int count = 0;
        for (int i = 0; i < right.length; i++) {
            if (counts[i]) {
                count++;
                sum += right[i] ? 1 : 0;
            }
        }
        return count == 0 ? 0 : (double) sum / count;
    }

    int size() {
        return right.length;
    }

    boolean counts(int row) {
        return counts[row];
    }

    int right(int row) {
        return right[row] ? 1 : 0;
    }

    LabelledRow row(int row) {
        return rows.get(row);
    }

    Guess guess(int row) {
        return guesses.get(row);
    }

    /** Of the rows whose groups were drawn, as often as they were, or of those that were not. */
    double share(int[] groups, int[] times, boolean drawn) {
        long sum = 0;
        long all = 0;
        for (int i = 0; i < right.length; i++) {
            int weight = drawn ? times[groups[i]] : times[groups[i]] == 0 ? 1 : 0;
            if (counts[i]) {
                all += weight;
                sum += right[i] ? weight : 0;
            }
        }
        return all == 0 ? Double.NaN : (double) sum / all;
    }

    /**
     * Whether this one is not clearly worse than the other on the rows that count for both.
     *
     * @param errors how many standard errors of the difference are clear
     */
    boolean isWithin(double errors, Measured best) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < right.length; i++) {
            if (counts[i] && best.counts[i]) {
                int difference = best.right(i) - right(i);
                sum += difference;
                squares += difference * difference;
                count++;
            }
        }
        if (count < 2) {
            return false;
        }
        double mean = sum / count;
        double error = Math.sqrt((squares / count - mean * mean) / (count - 1));
        return mean <= errors * error;
    }

    /** For the choice of the confidence from which it answers. */
    List<Scored> scored() {
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            if (counts[i]) {
                Guess guess = guesses.get(i);
                scored.add(
                        guess.output() == null
                                ? Scored.ABSTAINED
                                : new Scored(Math.min(1, guess.confidence()), right[i]));
            }
        }
        return scored;
    }
}
