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
import java.util.List;
import java.util.Map;
import java.util.Random;

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

    /** The task, without examples. */
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

    /** Test rows whose text is not among those to learn from, each text once. */
    List<LabelledRow> unseenTest() {
        Map<JsonNode, Boolean> seen = new HashMap<>();
        train.forEach(row -> seen.put(row.input(), true));
        return test.stream().filter(row -> seen.put(row.input(), true) == null).toList();
    }

    static Evaluation evaluate(TaskSpec task, String source, List<LabelledRow> rows) {
        try {
            return Evaluation.of(
                    new ProgramTrial(task, Sandbox.compile(source, CompilerKind.ECJ)), rows);
        } catch (ProgramRejectedException e) {
            throw new IllegalStateException(e);
        }
    }
}
