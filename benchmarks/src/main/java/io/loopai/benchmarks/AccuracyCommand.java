package io.loopai.benchmarks;

import io.loopai.task.Sampling;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How good learned programs are on public data sets: all of docs/accuracy.md that needs no LLM. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description =
                "Generates programs without an LLM and measures them on each set's test rows: accuracy"
                        + " and macro-F1, means over seeds, beside references and goals. With --out it"
                        + " can be interrupted, and run in parts; the table has all that is in the"
                        + " file.")
final class AccuracyCommand implements Callable<Integer> {

    /** What there is to measure. */
    private enum Column {
        /** From 2, 5 and 20 rows of each label. */
        FEW,
        /** From all rows; also what the program claims, its size and its speed. */
        ALL,
        /** After a stream of which 5% went to the oracle. */
        LOOP,
        /** What share must go to the oracle for 95% right answers. */
        SHARE,
        /** From the first 2 and 5 rows of each label of the original system's sets. */
        ORIGINAL
    }

    @Option(
            names = "--columns",
            split = ",",
            description = "Only these of few, all, loop, share, original. Default: all.")
    private Set<Column> columns = EnumSet.allOf(Column.class);

    @Option(
            names = "--seeds",
            defaultValue = "5",
            description = "For few. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--orders",
            defaultValue = "3",
            description =
                    "In so many orders the stream comes for loop and share. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int orders;

    @Mixin private CellOptions options;

    @Override
    public Integer call() {
        Cells cells = options.cells();
        options.eachSet(set -> measure(set, cells));
        Map<String, AccuracyRow> rows = new LinkedHashMap<>();
        cells.sets().forEach(set -> rows.put(set, AccuracyRow.of(set, cells)));
        return options.print(cells, rows, AccuracyTable::of);
    }

    /** The original system's sets are too small for anything but its own protocol. */
    private void measure(DataSet set, Cells cells) {
        if (set.isOriginal()) {
            if (columns.contains(Column.ORIGINAL)) {
                OriginalCells.measure(set, cells);
            }
            return;
        }
        if (columns.contains(Column.FEW)) {
            FewCells.measure(set, seeds, cells);
        }
        if (columns.contains(Column.ALL)) {
            AllCell.measure(set, cells);
        }
        if (columns.contains(Column.LOOP)) {
            Replay.alone(Sampling.Policy.MIXED, AccuracyRow.LOOP_ROWS).measure(set, orders, cells);
        }
        if (columns.contains(Column.SHARE)) {
            Replay.withFallback().measure(set, orders, cells);
        }
    }
}
