package io.loopai.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the accuracy that learned programs claim comes true. */
@Command(
        name = "intervals",
        mixinStandardHelpOptions = true,
        description =
                "Draws rows of each set again and again, generates a program without an LLM, and"
                        + " measures on other rows whether its 95%% interval covers its accuracy there:"
                        + " as claimed, and widened by the luck of the rows that it is judged on.")
final class IntervalsCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @Option(
            names = "--splits",
            defaultValue = "20",
            description = "How often to draw. Default: ${DEFAULT-VALUE}.")
    private int splits;

    @Option(
            names = "--labels",
            split = ",",
            defaultValue = "100,300,1000",
            description = "How many rows to draw. Default: ${DEFAULT-VALUE}.")
    private List<Integer> labels;

    @Mixin private CellOptions options;

    @Override
    public Integer call() {
        Cells cells = options.cells();
        options.eachSet(
                set -> {
                    if (!set.isOriginal()) { // those are too small
                        labels.forEach(count -> IntervalCells.measure(set, count, splits, cells));
                    }
                });
        return options.print(cells, rows(cells), IntervalTable::of);
    }

    /** By set and number of labels, and over all of either. */
    private Map<String, Map<String, ClaimSummary>> rows(Cells cells) {
        Map<String, Map<String, ClaimSummary>> rows = new LinkedHashMap<>();
        Map<String, List<Cell>> byLabels = new LinkedHashMap<>();
        for (String set : cells.sets()) {
            for (int count : labels) {
                List<Cell> found = IntervalCells.of(set, count, cells);
                if (!found.isEmpty()) {
                    String name = Integer.toString(count);
                    rows.computeIfAbsent(set, any -> new LinkedHashMap<>())
                            .put(name, summary(found));
                    byLabels.computeIfAbsent(name, any -> new ArrayList<>()).addAll(found);
                    byLabels.computeIfAbsent(ALL, any -> new ArrayList<>()).addAll(found);
                }
            }
        }
        Map<String, ClaimSummary> all = new LinkedHashMap<>();
        for (int count : labels) {
            all.put(Integer.toString(count), summary(byLabels, Integer.toString(count)));
        }
        all.put(ALL, summary(byLabels, ALL));
        rows.put(ALL, all);
        return rows;
    }

    private static ClaimSummary summary(Map<String, List<Cell>> cells, String name) {
        return summary(cells.getOrDefault(name, List.of()));
    }

    private static ClaimSummary summary(List<Cell> cells) {
        return ClaimSummary.of(cells.size(), IntervalCells.claims(cells));
    }
}
