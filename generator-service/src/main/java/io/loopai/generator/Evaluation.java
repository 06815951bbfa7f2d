package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good a program is on labelled rows that it has not learned from.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(new ProgramTrial(task, program), rows);
 * evaluation.accuracy();   // 0.93
 * }</pre>
 *
 * @param rows how many there were
 * @param answered on how many the program gave an answer
 * @param accuracy share of all rows that were answered rightly; abstaining and failing count as wrong
 * @param macroF1 mean over the labels of the rows of each label's F1; all labels count alike
 * @param accuracyAnswered share of the answered rows that were answered rightly; 0 when none was
 * @param abstained how many rows the program said it does not know
 * @param errors how many rows it failed on
 * @param p50Us median time of one answer once the program is warm, in µs
 * @param p99Us the time that 99% of them do not exceed, in µs
 * @param perLabel by the label as JSON text, in alphabetical order; a string without its quotes
 */
public record Evaluation(
        int rows,
        int answered,
        double accuracy,
        double macroF1,
        double accuracyAnswered,
        int abstained,
        int errors,
        double p50Us,
        double p99Us,
        Map<String, OfLabel> perLabel) {

    /**
     * How good the program is with one label.
     *
     * @param rows whose right answer is the label
     * @param precision share of the answers with this label that are right; 0 when there are none
     * @param recall share of the label's rows that got it
     * @param f1 harmonic mean of both (van Rijsbergen, Information Retrieval, 1979)
     */
    public record OfLabel(int rows, double precision, double recall, double f1) {}

    private static final double NANOS_PER_MICRO = 1_000;

    /** Calls after which the JIT has compiled a program; fewer when they take long. */
    private static final int WARM_CALLS = 10_000;

    private static final long WARM_NANOS = 500_000_000;

    /**
     * Runs the program on every row for the answers, and again, once it is warm, for the time.
     *
     * @param rows at least one
     */
    public static Evaluation of(ProgramTrial trial, List<LabelledRow> rows) {
        List<ProgramTrial.Outcome> outcomes = new ArrayList<>();
        for (LabelledRow row : rows) {
            outcomes.add(trial.run(row.input()));
        }
        long begun = System.nanoTime();
        for (int i = 0; i < WARM_CALLS && System.nanoTime() - begun < WARM_NANOS; i++) {
            trial.run(rows.get(i % rows.size()).input());
        }
        long[] nanos = new long[rows.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = trial.run(rows.get(i).input()).nanos();
        }
        return of(rows, outcomes, nanos);
    }

    /**
     * From what became of each row, without running anything again.
     *
     * @param rows at least one
     * @param outcomes of the rows, in their order; the times are theirs, warm or not
     */
    public static Evaluation of(List<LabelledRow> rows, List<ProgramTrial.Outcome> outcomes) {
        long[] nanos = outcomes.stream().mapToLong(ProgramTrial.Outcome::nanos).toArray();
        return of(rows, outcomes, nanos);
    }

    private static Evaluation of(
            List<LabelledRow> rows, List<ProgramTrial.Outcome> outcomes, long[] nanos) {
        Arrays.sort(nanos);
        Map<String, Count> counts = new TreeMap<>();
        int right = 0;
        int answered = 0;
        int abstained = 0;
        for (int i = 0; i < rows.size(); i++) {
            ProgramTrial.Outcome outcome = outcomes.get(i);
            Count label = counts.computeIfAbsent(name(rows.get(i).output()), name -> new Count());
            label.rows++;
            if (outcome.abstained()) {
                abstained++;
            } else if (outcome.error() == null) {
                answered++;
                if (outcome.isRight(rows.get(i).output())) {
                    right++;
                    label.right++;
                    label.given++;
                } else {
                    counts.computeIfAbsent(name(outcome.output()), name -> new Count()).given++;
                }
            }
        }
        counts.values().removeIf(count -> count.rows == 0);
        Map<String, OfLabel> perLabel = new TreeMap<>();
        counts.forEach((name, count) -> perLabel.put(name, count.measures()));
        return new Evaluation(
                rows.size(),
                answered,
                share(right, rows.size()),
                perLabel.values().stream().mapToDouble(OfLabel::f1).average().orElse(0),
                share(right, answered),
                abstained,
                rows.size() - answered - abstained,
                quantile(nanos, 0.5) / NANOS_PER_MICRO,
                quantile(nanos, 0.99) / NANOS_PER_MICRO,
                perLabel);
    }

    private static String name(JsonNode label) {
        return label.isTextual() ? label.textValue() : label.toString();
    }

    /** The smallest value that this share of all does not exceed. */
    private static long quantile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static final class Count {
        int rows;
        int given;
        int right;

        OfLabel measures() {
            double f1 = share(2 * right, rows + given);
            return new OfLabel(rows, share(right, given), share(right, rows), f1);
        }
    }
}
