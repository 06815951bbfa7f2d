package io.loopai.benchmarks;

import io.loopai.decision.Interval;
import io.loopai.generator.Generation;
import io.loopai.generator.Generator;
import io.loopai.generator.select.Estimate;
import io.loopai.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Programs from some random rows of a set, what they claim, and how they do on the other rows. */
final class IntervalCells {

    private static final String KIND = "interval";
    private static final String TRUTH = "truth";
    private static final String JUDGED = "judged";

    /** More rows to judge on would say hardly more. */
    private static final int MOST_JUDGED = 3_000;

    /** With fewer the truth itself is luck. */
    private static final int LEAST_JUDGED = 300;

    private IntervalCells() {}

    /**
     * Measures, if the set is large enough.
     *
     * @param labels how many rows to learn from
     * @param splits how often to draw them
     */
    static void measure(DataSet set, int labels, int splits, Cells cells) {
        if (set.all().size() >= labels + LEAST_JUDGED) {
            for (int split = 0; split < splits; split++) {
                long seed = split;
                cells.measure(
                        new Cell.Key(KIND, set.name(), what(labels), split),
                        () -> program(set, labels, seed));
            }
        }
    }

    private static String what(int labels) {
        return labels + " labels";
    }

    private static Map<String, Double> program(DataSet set, int labels, long seed) {
        TaskSpec task = new DataSet(set.name(), set.all(), List.of()).task("");
        DataSet split = set.resplit(labels, MOST_JUDGED, seed);
        Generation generation = new Generator(task, split.train(), seed).learned();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(TRUTH, DataSet.score(task, generation.source(), split.test()).accuracy());
        values.put(JUDGED, (double) split.test().size());
        Estimate estimate = generation.estimate();
        if (estimate != null) {
            values.put(AllCell.ESTIMATE, estimate.accuracy());
            values.put(AllCell.LOW, estimate.interval().low());
            values.put(AllCell.HIGH, estimate.interval().high());
        }
        return values;
    }

    /** All programs from so many rows of a set. */
    static List<Cell> of(String set, int labels, Cells cells) {
        return cells.seeds(KIND, set, what(labels));
    }

    /** Of those that claimed something. */
    static List<Claim> claims(List<Cell> cells) {
        return cells.stream()
                .map(Cell::values)
                .filter(values -> values.containsKey(AllCell.ESTIMATE))
                .map(IntervalCells::claim)
                .toList();
    }

    private static Claim claim(Map<String, Double> values) {
        return new Claim(
                values.get(AllCell.ESTIMATE),
                new Interval(values.get(AllCell.LOW), values.get(AllCell.HIGH)),
                values.get(TRUTH),
                values.get(JUDGED).intValue());
    }
}
