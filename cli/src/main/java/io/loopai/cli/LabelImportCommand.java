package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.kafka.LabelWriter;
import io.loopai.task.Ids;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.Label;
import io.loopai.task.Oracle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends the right answers in a file to the oracle job. */
@Command(
        name = "import",
        description = {
            "Send right answers to executions that have run: JSON lines with id and output, and task"
                    + " where it is not given here.",
            "Lines that are no label are reported, and the others are sent; with such lines the exit"
                    + " code is 1."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai label import answers.jsonl --task spam",
            "  loopai label import all-tasks.jsonl --json",
        })
final class LabelImportCommand implements Runnable {

    private record Refused(long line, String problem) {}

    private record Report(String topic, long sent, List<Refused> refused) {}

    @Parameters(paramLabel = "FILE", description = "The file with one label on each line.")
    private Path file;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "The task of lines that name none.")
    private String task;

    @Mixin private ServiceApi api;
    @Mixin private KafkaOption kafka;
    @Mixin private Output output;

    private final Map<String, JsonSchema> answers = new HashMap<>();
    private final List<Refused> refused = new ArrayList<>();
    private long sent;

    @Override
    public void run() {
        try (LabelWriter writer = LabelWriter.open(kafka.settings());
                BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            // Bytes as they are: the parser knows what is UTF-8 and what is not.
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    send(number, line.getBytes(StandardCharsets.ISO_8859_1), writer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report();
    }

    private void send(long number, byte[] line, LabelWriter writer) {
        try {
            writer.send(label(line));
            sent++;
        } catch (IllegalArgumentException e) {
            refused.add(new Refused(number, e.getMessage()));
        }
    }

    private Label label(byte[] line) {
        JsonNode tree;
        try {
            tree = Json.read(line, JsonNode.class);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("is no JSON", e);
        }
        String id = tree.path("id").isTextual() ? tree.get("id").textValue() : "";
        String of = tree.path("task").asText(task);
        JsonNode answer = tree.get("output");
        if (!Ids.isRequestId(id)) {
            throw new IllegalArgumentException("\"id\" is not the id of an execution");
        }
        if (of == null || !Ids.isTaskId(of)) {
            throw new IllegalArgumentException(
                    "names no task; add \"task\", or give --task for all lines");
        }
        if (answer == null) {
            throw new IllegalArgumentException("has no \"output\"");
        }
        answers.computeIfAbsent(of, this::schema)
                .problem(answer)
                .ifPresent(
                        problem -> {
                            throw new IllegalArgumentException("\"output\": " + problem);
                        });
        return new Label(id, of, answer, Oracle.LABELS, Instant.now());
    }

    private JsonSchema schema(String of) {
        return JsonSchema.compile(api.get("/api/v1/tasks/" + of).get("output_schema"));
    }

    private void report() {
        String topic = kafka.settings().topics().labels();
        if (output.json()) {
            output.print(new Report(topic, sent, refused));
        } else {
            output.out().println(sent + " labels sent to " + topic);
        }
        refused.forEach(each -> output.warn(file + ":" + each.line() + ": " + each.problem()));
        if (!refused.isEmpty()) {
            throw new CommandFailedException(
                    refused.size() + " lines of " + file + " are no labels and were not sent");
        }
    }
}
