package io.loopai.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.Evaluation;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A public data set: rows to learn from, and rows to measure with. */
record DataSet(String name, List<LabelledRow> train, List<LabelledRow> test) {

    static DataSet read(Path folder) throws IOException {
        return new DataSet(
                folder.getFileName().toString(),
                rows(folder.resolve("train.jsonl")),
                rows(folder.resolve("test.jsonl")));
    }

    private static List<LabelledRow> rows(Path file) throws IOException {
        List<LabelledRow> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = Json.MAPPER.readTree(line);
            rows.add(new LabelledRow(row.path("id").asText(), row.get("input"), row.get("output")));
        }
        return rows;
    }

    /** The original system's sets come with the only rows to learn from. */
    boolean isOriginal() {
        return name.startsWith("original_");
    }

    /** The task, without examples; its labels are those of the rows to learn from. */
    TaskSpec task(String description) {
        ObjectNode spec = Json.MAPPER.createObjectNode();
        spec.put("id", name).put("description", description);
        ObjectNode input = spec.putObject("input_schema").put("type", "object");
        input.putObject("properties").putObject("text").put("type", "string");
        input.putArray("required").add("text");
        ArrayNode labels = spec.putObject("output_schema").put("type", "string").putArray("enum");
        train.stream().map(row -> row.output().asText()).distinct().sorted().forEach(labels::add);
        return TaskFile.parse(spec.toString(), name);
    }

    /** That many rows of each label, or fewer where there are no more, in random order. */
    List<LabelledRow> perLabel(int count, long seed) {
        Map<JsonNode, Integer> taken = new HashMap<>();
        List<LabelledRow> rows = new ArrayList<>(shuffled(seed));
        rows.removeIf(row -> taken.merge(row.output(), 1, Integer::sum) > count);
        return rows;
    }

    /** The rows to learn from, in random order. */
    List<LabelledRow> shuffled(long seed) {
        List<LabelledRow> rows = new ArrayList<>(train);
        Collections.shuffle(rows, new Random(seed));
        return rows;
    }

    /** Test rows whose text is not among those learned from, each text once. */
    List<LabelledRow> unseenTest(List<LabelledRow> learned) {
        Set<JsonNode> seen = new HashSet<>();
        learned.forEach(row -> seen.add(row.input()));
        return test.stream().filter(row -> seen.add(row.input())).toList();
    }

    /** The first test rows of each label, that many: what the original system learned from. */
    List<LabelledRow> firstOfTest(int count) {
        Map<JsonNode, Integer> taken = new HashMap<>();
        return test.stream()
                .filter(row -> taken.merge(row.output(), 1, Integer::sum) <= count)
                .toList();
    }

    /** All rows, to learn from and to measure with. */
    List<LabelledRow> all() {
        List<LabelledRow> all = new ArrayList<>(train);
        all.addAll(test);
        return all;
    }

    /**
     * Other rows to learn from and to measure with: all rows in random order, the first of them to
     * learn from.
     *
     * @param most how many rows to measure with at most
     */
    DataSet resplit(int learned, int most, long seed) {
        List<LabelledRow> all = all();
        Collections.shuffle(all, new Random(seed));
        int end = (int) Math.min(all.size(), (long) learned + most);
        return new DataSet(
                name, List.copyOf(all.subList(0, learned)), List.copyOf(all.subList(learned, end)));
    }

    /** Accuracy and macro-F1 of a program. */
    static Evaluation score(TaskSpec task, String source, List<LabelledRow> rows) {
        ProgramTrial trial = trial(task, source);
        return Evaluation.of(rows, rows.stream().map(row -> trial.run(row.input())).toList());
    }

    /** The same, and the time that the program takes once it is warm. */
    static Evaluation evaluate(TaskSpec task, String source, List<LabelledRow> rows) {
        return Evaluation.of(trial(task, source), rows);
    }

    private static ProgramTrial trial(TaskSpec task, String source) {
        try {
            return new ProgramTrial(task, Sandbox.compile(source, CompilerKind.ECJ));
        } catch (ProgramRejectedException e) {
            throw new IllegalStateException(e);
        }
    }
}
