package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.TaskExample;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A task's examples and labelled rows, each row once, in an order that says nothing.
 *
 * @param notes on rows that contradict each other or repeat examples, for people
 */
record TrainingRows(List<LabelledRow> rows, List<String> notes) {

    private static final long SEED = 42;

    static TrainingRows of(TaskSpec task, List<LabelledRow> labelled) {
        List<LabelledRow> rows = new ArrayList<>();
        int number = 0;
        for (TaskExample example : task.examples()) {
            number++;
            rows.add(new LabelledRow("example " + number, example.input(), example.output()));
        }
        Map<JsonNode, JsonNode> answers = new HashMap<>();
        rows.forEach(row -> answers.putIfAbsent(row.input(), row.output()));
        Set<JsonNode> examples = new HashSet<>(answers.keySet());
        int contradictions = 0;
        for (LabelledRow row : labelled) {
            JsonNode before = answers.putIfAbsent(row.input(), row.output());
            contradictions += before != null && !before.equals(row.output()) ? 1 : 0;
            if (!examples.contains(row.input()) || !row.output().equals(before)) {
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            throw new InvalidLabelsException(
                    "task '"
                            + task.id()
                            + "' has no examples, and no labelled rows are given: add 'examples' to"
                            + " the task, two of each label at least, or give --labels rows.jsonl");
        }
        List<String> notes = new ArrayList<>();
        if (contradictions > 0) {
            notes.add(
                    contradictions
                            + " labelled rows contradict an earlier row with the same input; both"
                            + " train, and no program can get both right");
        }
        Collections.shuffle(rows, new Random(SEED));
        return new TrainingRows(rows, notes);
    }
}
