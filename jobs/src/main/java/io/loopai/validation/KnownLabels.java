package io.loopai.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Right answers from a file, by request id or by input; one JSON object on each line:
 *
 * <pre>{@code
 * {"input": {"text": "WIN a prize"}, "output": "spam"}
 * {"id": "t-17", "task": "spam", "output": "ham"}
 * }</pre>
 *
 * <p>Rows without a task are for every task. Blank lines are passed over, other fields ignored.
 */
final class KnownLabels {

    private static final String ROW =
            "{\"input\": {\"text\": \"WIN a prize\"}, \"output\": \"spam\"}";
    private static final String ANY_TASK = "";

    private final Path file;
    private final Map<List<Object>, JsonNode> outputs = new HashMap<>();
    private final Set<String> tasks = new HashSet<>();

    private KnownLabels(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @param file null: no labels
     * @throws IllegalArgumentException when it cannot be read, or a line is no label; names the line
     */
    static KnownLabels read(String file) {
        KnownLabels labels = new KnownLabels(file == null ? null : Path.of(file));
        if (file != null) {
            labels.read();
        }
        return labels;
    }

    /** What the file says of an execution: by its id, or else by its input. */
    Optional<JsonNode> of(Execution execution) {
        for (String task : List.of(execution.task(), ANY_TASK)) {
            JsonNode output = outputs.get(List.of(task, execution.id()));
            output = output == null ? outputs.get(List.of(task, execution.input())) : output;
            if (output != null) {
                return Optional.of(output);
            }
        }
        return Optional.empty();
    }

    /** Whether the file is the oracle of a task: it holds rows for it. */
    boolean areFor(String task) {
        return tasks.contains(task) || tasks.contains(ANY_TASK);
    }

    /** That the file holds no answer. */
    String missing() {
        return "no label for this id or input in " + file.getFileName();
    }

    private void read() {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    add(i + 1, lines.get(i));
                }
            }
        } catch (NoSuchFileException e) {
            throw problem("there is no such file where the task managers run");
        } catch (CharacterCodingException e) {
            throw problem("it is not UTF-8");
        } catch (IOException e) {
            throw problem("it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (outputs.isEmpty()) {
            throw problem("it holds no label");
        }
    }

    private void add(int line, String text) {
        JsonNode row;
        try {
            row = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw problem("line " + line + " is not JSON");
        }
        if (!row.isObject() || !row.has("output")) {
            throw problem("line " + line + " is no object with an 'output'");
        }
        JsonNode id = row.path("id");
        JsonNode input = row.path("input");
        if (!id.isTextual() && !input.isObject()) {
            throw problem("line " + line + " has neither an 'id' nor an 'input'");
        }
        String task = row.path("task").asText(ANY_TASK);
        tasks.add(task);
        Object key = id.isTextual() ? id.textValue() : input;
        JsonNode before = outputs.putIfAbsent(List.of(task, key), row.get("output"));
        if (before != null && !before.equals(row.get("output"))) {
            throw problem(
                    "line "
                            + line
                            + " gives another output than an earlier line does for the same "
                            + (id.isTextual() ? "id" : "input"));
        }
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(
                LoopaiOptions.ORACLE_LABEL_FILE.key()
                        + ": "
                        + file
                        + ": "
                        + what
                        + "; each line is to be one such as "
                        + ROW);
    }
}
