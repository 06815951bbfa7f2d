package io.loopai.benchmarks;

import io.loopai.task.Json;
import io.loopai.task.Sampling;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which sampling policy makes better programs from as many labels. */
@Command(
        name = "sampling",
        mixinStandardHelpOptions = true,
        description =
                "Replays the same streams with two sampling policies, 5%% of the rows for the oracle,"
                        + " and compares the last programs on the test rows, order by order. Better and"
                        + " worse mean: by more than one standard error.")
final class SamplingCommand implements Callable<Integer> {

    @Option(
            names = "--policies",
            split = ",",
            defaultValue = "mixed,random",
            description = "Two; the first is judged. Default: ${DEFAULT-VALUE}.")
    private List<Sampling.Policy> policies;

    @Option(
            names = "--orders",
            defaultValue = "10",
            description =
                    "In so many orders the stream comes for each policy. Default: ${DEFAULT-VALUE}.")
    private int orders;

    @Option(
            names = "--rows",
            defaultValue = "4000",
            description = "Of the stream at most. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Mixin private CellOptions options;

    @Override
    public Integer call() {
        if (policies.size() != 2) {
            throw options.wrong("--policies needs two, such as mixed,random");
        }
        Replay one = Replay.alone(policies.get(0), rows);
        Replay other = Replay.alone(policies.get(1), rows);
        Cells cells = options.cells();
        options.eachSet(set -> measure(set, one, other, cells));
        Map<String, SamplingRow> compared = new LinkedHashMap<>();
        for (String set : cells.sets()) {
            SamplingRow row = SamplingRow.of(set, one, other, cells);
            if (row != null) {
                compared.put(set, row);
            }
        }
        return options.print(cells, compared, this::table);
    }

    /** In turns, so that an interrupted run has pairs. */
    private void measure(DataSet set, Replay one, Replay other, Cells cells) {
        if (!set.isOriginal()) { // those are too small for a stream
            for (int order = 1; order <= orders; order++) {
                one.measureOne(set, order, cells);
                other.measureOne(set, order, cells);
            }
        }
    }

    private String table(Map<String, SamplingRow> compared) {
        String one = Json.name(policies.get(0));
        String other = Json.name(policies.get(1));
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                "| set | orders | %s | %s | difference ± standard error | in macro-F1"
                                        + " | asked about, each | %s is |%n%s|%n",
                                one, other, one, "|---".repeat(8)));
        compared.forEach((set, row) -> text.append(line(set, row)));
        if (compared.size() > 1) {
            text.append(together(compared.values()));
        }
        return text.toString();
    }

    static String together(Collection<SamplingRow> rows) {
        PairedDifference accuracy = together(rows, SamplingRow::accuracy);
        return String.format(
                Locale.ROOT,
                "| all %d sets alike | | | | %s | %s | | %s |%n",
                rows.size(),
                points(accuracy),
                points(together(rows, SamplingRow::macroF1)),
                accuracy.verdict());
    }

    private static PairedDifference together(
            Collection<SamplingRow> rows, Function<SamplingRow, PairedDifference> difference) {
        return PairedDifference.together(rows.stream().map(difference).toList());
    }

    static String line(String set, SamplingRow row) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s%%, %s%% | %s |%n",
                set,
                row.orders(),
                Percent.cell(row.one().accuracy(), row.one().macroF1()),
                Percent.cell(row.other().accuracy(), row.other().macroF1()),
                points(row.accuracy()),
                points(row.macroF1()),
                Percent.text(row.one().asked()),
                Percent.text(row.other().asked()),
                row.verdict());
    }

    private static String points(PairedDifference difference) {
        String mean = String.format(Locale.ROOT, "%+.2f", Percent.of(difference.mean()));
        return difference.standardError() == null
                ? mean
                : String.format(
                        Locale.ROOT, "%s ± %.2f", mean, Percent.of(difference.standardError()));
    }
}
