package io.loopai.benchmarks;

import io.loopai.task.Sampling;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that is known of one data set: a row of the table.
 *
 * @param measured means over seeds by the name of the column: {@code 2}, {@code 5}, {@code 20}, the
 *     same with rows without labels as {@code 2+} and so on, {@code
 *     all}, {@code loop}, {@code share}; columns without any cell are empty
 * @param original the same for the sets of the original system, by the rows a label: {@code 2}, {@code
 *     5}
 * @param expected references and goals in percent, see {@link Goals}
 * @param ahead of each goal, in points; negative where it is missed
 */
record AccuracyRow(
        Map<String, Map<String, Double>> measured,
        Map<String, Map<String, Double>> original,
        Map<String, Double> expected,
        Map<String, Double> ahead) {

    static final String LOOP = "loop";
    static final String SHARE = "share";
    static final String ALL = "all";

    /** Below it an oracle share says nothing: who asks less and errs more is not better. */
    static final String SHARE_ACCURACY = "share: accuracy";

    static final int LOOP_ROWS = 4_000;

    static AccuracyRow of(String set, Cells cells) {
        Map<String, Map<String, Double>> measured = new LinkedHashMap<>();
        for (String count : new String[] {"2", "5", "20", "2+", "5+", "20+"}) {
            measured.put(count, cells.means(FewCells.KIND, set, count));
        }
        measured.put(ALL, cells.means(AllCell.KIND, set, ""));
        Replay alone = Replay.alone(Sampling.Policy.MIXED, LOOP_ROWS);
        measured.put(LOOP, cells.means(Replay.KIND, set, alone.toString()));
        measured.put(SHARE, cells.means(Replay.KIND, set, Replay.withFallback().toString()));
        Map<String, Map<String, Double>> original = new LinkedHashMap<>();
        for (String count : new String[] {"2", "5"}) {
            original.put(count, cells.means(OriginalCells.KIND, set, count));
        }
        Map<String, Double> expected = Goals.of(set);
        return new AccuracyRow(measured, original, expected, ahead(measured, original, expected));
    }

    /** Whether there is anything to show beside the original system's protocol. */
    boolean isMeasured() {
        return measured.values().stream().anyMatch(values -> !values.isEmpty());
    }

    /** Whether there is a program from all rows. */
    boolean learnedFromAll() {
        return !measured.get(ALL).isEmpty();
    }

    /** Whether it is one of the original system's sets. */
    boolean isOriginal() {
        return original.values().stream().anyMatch(values -> !values.isEmpty());
    }

    private static Map<String, Double> ahead(
            Map<String, Map<String, Double>> measured,
            Map<String, Map<String, Double>> original,
            Map<String, Double> expected) {
        Map<String, Double> ahead = new LinkedHashMap<>();
        original.forEach((name, values) -> put(ahead, name, values, Scores.ACCURACY, expected));
        put(ahead, "5", measured.get("5"), Scores.ACCURACY, expected);
        put(ahead, "5", measured.get("5+"), Scores.ACCURACY, expected);
        put(ahead, LOOP, measured.get(LOOP), Replay.TEST, expected);
        put(ahead, ALL, measured.get(ALL), Scores.ACCURACY, expected);
        put(ahead, SHARE, measured.get(SHARE), Replay.SHARE_AT_END, expected);
        if (ahead.containsKey(SHARE)) {
            ahead.computeIfPresent(SHARE, (name, points) -> -points);
            double accuracy = measured.get(SHARE).get(Replay.ACCURACY_AT_END);
            ahead.put(SHARE_ACCURACY, Percent.of(accuracy - Replay.withFallback().target()));
        }
        return ahead;
    }

    private static void put(
            Map<String, Double> ahead,
            String name,
            Map<String, Double> values,
            String value,
            Map<String, Double> expected) {
        Double goal = expected.get(Goals.GOAL + name);
        if (goal != null && values.containsKey(value)) {
            ahead.put(name, Percent.of(values.get(value)) - goal);
        }
    }
}
