package io.loopai.benchmarks;

import io.loopai.generator.Generator;
import io.loopai.task.TaskSpec;
import java.util.Map;

/** Programs that were learned from 2, 5 and 20 rows of each label, on the test rows. */
final class FewCells {

    static final String KIND = "few";
    private static final int[] COUNTS = {2, 5, 20};

    private FewCells() {}

    static void measure(DataSet set, int seeds, Cells cells) {
        for (int count : COUNTS) {
            for (int seed = 0; seed < seeds; seed++) {
                long of = seed;
                cells.measure(
                        new Cell.Key(KIND, set.name(), Integer.toString(count), seed),
                        () -> program(set, count, of));
            }
        }
    }

    private static Map<String, Double> program(DataSet set, int count, long seed) {
        TaskSpec task = set.task("");
        String source = new Generator(task, set.perLabel(count, seed), seed).learned().source();
        return Scores.of(DataSet.score(task, source, set.test()));
    }
}
