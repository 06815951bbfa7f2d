package io.loopai.generator.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.decision.Scored;
import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A candidate and what it answered out of fold, in one or several rounds of folds. */
public final class Measured {

    private final Candidate candidate;
    private final List<LabelledRow> rows;

    /** Of the first round, as {@link #right}. */
    private final List<Guess> guesses;

    private final boolean[] right;

    /** The share of rounds in which each row was answered rightly. */
    private final double[] share;

    private final boolean[] counts;

    /**
     * @param rounds what it said of each row, with rows dealt anew for each round; at least one
     * @param seen ids of rows that do not count
     */
    Measured(
            Candidate candidate,
            List<LabelledRow> rows,
            List<List<Guess>> rounds,
            Set<String> seen,
            Comparison comparison) {
        this.candidate = candidate;
        this.rows = rows;
        this.guesses = rounds.get(0);
        this.right = new boolean[rows.size()];
        this.share = new double[rows.size()];
        this.counts = new boolean[rows.size()];
        for (int i = 0; i < right.length; i++) {
            JsonNode wanted = rows.get(i).output();
            counts[i] = !seen.contains(rows.get(i).id());
            right[i] = guesses.get(i).isRight(wanted, comparison);
            int times = 0;
            for (List<Guess> round : rounds) {
                times += round.get(i).isRight(wanted, comparison) ? 1 : 0;
            }
            share[i] = (double) times / rounds.size();
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
        double sum = 0;
        int count = 0;
        for (int i = 0; i < share.length; i++) {
            if (counts[i]) {
                count++;
                sum += share[i];
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    int size() {
        return right.length;
    }

    boolean counts(int row) {
        return counts[row];
    }

    /** Whether its {@link #guess} is right. */
    boolean isRight(int row) {
        return right[row];
    }

    LabelledRow row(int row) {
        return rows.get(row);
    }

    Guess guess(int row) {
        return guesses.get(row);
    }

    /** Its answers by the rows' ids, where they count. */
    Map<String, Guess> outOfFold() {
        Map<String, Guess> byId = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (counts[i]) {
                byId.put(rows.get(i).id(), guesses.get(i));
            }
        }
        return byId;
    }

    /** Of the rows whose groups were drawn, as often as they were, or of those that were not. */
    double share(int[] groups, int[] times, boolean drawn) {
        double sum = 0;
        long all = 0;
        for (int i = 0; i < share.length; i++) {
            int weight = drawn ? times[groups[i]] : times[groups[i]] == 0 ? 1 : 0;
            if (counts[i]) {
                all += weight;
                sum += weight * share[i];
            }
        }
        return all == 0 ? Double.NaN : sum / all;
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
                double difference = best.share[i] - share[i];
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
