package io.loopai.benchmarks;

import io.loopai.generator.Generator;
import io.loopai.generator.LabelledRow;
import io.loopai.task.TaskSpec;
import java.util.List;
import java.util.Map;

/**
 * Programs that were learned from 2, 5 and 20 rows of each label, on the test rows; alone, and with
 * the inputs of the other training rows.
 */
final class FewCells {

    static final String KIND = "few";

    /** Behind the number of rows when the other inputs were there too. */
    static final String UNLABELLED = "+";

    private static final int[] COUNTS = {2, 5, 20};

    private FewCells() {}

    static void measure(DataSet set, int seeds, Cells cells) {
        for (int count : COUNTS) {
            for (int seed = 0; seed < seeds; seed++) {
                long of = seed;
                cells.measure(
                        new Cell.Key(KIND, set.name(), Integer.toString(count), seed),
                        () -> program(set, count, of, List.of()));
                cells.measure(
                        new Cell.Key(KIND, set.name(), count + UNLABELLED, seed),
                        () -> program(set, count, of, set.shuffled(of)));
            }
        }
    }

    private static Map<String, Double> program(
            DataSet set, int count, long seed, List<LabelledRow> others) {
        TaskSpec task = set.task("");
        List<LabelledRow> rows = set.perLabel(count, seed);
        String source =
                new Generator(task, rows, seed)
                        .withUnlabelled(others.stream().map(LabelledRow::input).toList())
                        .learned()
                        .source();
        return Scores.of(DataSet.score(task, source, set.test()));
    }
}
