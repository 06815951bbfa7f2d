package io.loopai.generator.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.task.TaskExample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses short rows of every label as a task's examples. */
final class ExampleChoice {

    /** Characters of an input as JSON; what is shorter is hardly typical. */
    private static final int TINY = 30;

    private ExampleChoice() {}

    /** So many of each label, frequent labels first, until there are enough. */
    static List<TaskExample> of(List<LabelledRow> rows, int perLabel, int most) {
        Map<JsonNode, List<LabelledRow>> byLabel = new LinkedHashMap<>();
        OutputGuess.byFrequency(rows.stream().map(LabelledRow::output).toList())
                .forEach(label -> byLabel.put(label, new ArrayList<>()));
        List<LabelledRow> shortFirst = new ArrayList<>(rows);
        shortFirst.sort(Comparator.comparingInt(ExampleChoice::length));
        Set<JsonNode> inputs = new HashSet<>();
        for (LabelledRow row : shortFirst) {
            List<LabelledRow> of = byLabel.get(row.output());
            if (of.size() < perLabel && inputs.add(row.input())) {
                of.add(row);
            }
        }
        return examples(List.copyOf(byLabel.values()), fair(byLabel.values().stream(), most));
    }

    /** How many of each label, in its order: each gets one before any gets another. */
    private static int[] fair(Stream<List<LabelledRow>> chosen, int most) {
        int[] there = chosen.mapToInt(List::size).toArray();
        int[] taken = new int[there.length];
        int left = most;
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < there.length && left > 0; i++) {
                if (taken[i] < there[i]) {
                    taken[i]++;
                    left--;
                    more = true;
                }
            }
        }
        return taken;
    }

    private static List<TaskExample> examples(List<List<LabelledRow>> byLabel, int[] counts) {
        List<TaskExample> examples = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            byLabel.get(i).subList(0, counts[i]).stream()
                    .map(row -> new TaskExample(row.input(), row.output()))
                    .forEach(examples::add);
        }
        return examples;
    }

    private static int length(LabelledRow row) {
        int length = row.input().toString().length();
        return length < TINY ? Integer.MAX_VALUE - length : length;
    }
}
