package io.loopai.benchmarks;

import io.loopai.generator.Evaluation;
import io.loopai.generator.Generator;
import io.loopai.generator.LabelledRow;
import io.loopai.task.TaskSpec;
import java.util.List;
import java.util.Map;

/**
 * The sets of the original system: programs from the first 2 and 5 rows of each label, on all rows,
 * which contain those, and on texts that are not among them.
 */
final class OriginalCells {

    static final String KIND = "original";
    static final String UNSEEN_ACCURACY = "unseen_accuracy";
    static final String UNSEEN_MACRO_F1 = "unseen_macro_f1";

    private static final int[] COUNTS = {2, 5};
    private static final int SEED = 1;

    private OriginalCells() {}

    static void measure(DataSet set, Cells cells) {
        for (int count : COUNTS) {
            List<LabelledRow> rows = set.firstOfTest(count);
            List<LabelledRow> unseen = set.unseenTest(rows);
            if (!unseen.isEmpty()) {
                cells.measure(
                        new Cell.Key(KIND, set.name(), Integer.toString(count), SEED),
                        () -> program(set, rows, unseen));
            }
        }
    }

    private static Map<String, Double> program(
            DataSet set, List<LabelledRow> rows, List<LabelledRow> unseen) {
        TaskSpec task = set.task("");
        String source = new Generator(task, rows, SEED).learned().source();
        Map<String, Double> values = Scores.of(DataSet.score(task, source, set.test()));
        Evaluation evaluation = DataSet.score(task, source, unseen);
        values.put(UNSEEN_ACCURACY, evaluation.accuracy());
        values.put(UNSEEN_MACRO_F1, evaluation.macroF1());
        return values;
    }
}
