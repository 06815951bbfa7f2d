package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.cli.terminal.Terminal;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.LabelWriter;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.Label;
import io.loopai.task.Oracle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a person for right answers. */
@Command(
        name = "review",
        description = {
            "Go through the samples of a task that wait for an answer: what was asked, what the"
                    + " program said, and the words without which it would be less sure.",
            "Enter accepts the program's answer; a number or a text gives another one; s skips, q"
                    + " quits. Each answer is sent at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai review spam",
            "  loopai review spam --order least-confident --most 20",
        })
final class ReviewCommand implements Runnable {

    private record Report(String task, int waiting, int answered, int skipped) {}

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description = "Which come first: newest or least-confident. Default: newest.")
    private ReviewQueue.Order order = ReviewQueue.Order.NEWEST;

    @Option(names = "--most", paramLabel = "N", description = "How many to ask for at most.")
    private long most = Long.MAX_VALUE;

    @Option(
            names = "--days",
            paramLabel = "N",
            description =
                    "Leave out samples that are older: the oracle job takes labels only so long"
                            + " (loopai.oracle.label_wait). Default: 7.")
    private int days = 7;

    @Mixin private TaskParameter task;
    @Mixin private ServiceApi api;
    @Mixin private KafkaOption kafka;
    @Mixin private Output output;

    private final List<JsonNode> choices = new ArrayList<>();
    private final Map<Integer, Optional<DecidingWords>> words = new HashMap<>();
    private JsonNode spec;
    private JsonSchema answers;
    private int answered;
    private int skipped;

    @Override
    public void run() {
        KafkaSettings settings = kafka.settings();
        spec = api.get("/api/v1/tasks/" + task.id());
        JsonNode schema = spec.get("output_schema");
        answers = JsonSchema.compile(schema);
        schema.path("enum").forEach(choices::add);
        Instant since = Instant.now().minus(Duration.ofDays(days));
        List<Execution> waiting = ReviewQueue.read(settings, task.id(), since, order);
        if (waiting.isEmpty()) {
            screen().println(
                            "nothing to review: no sample of '%s' of the last %d days waits"
                                    .formatted(task.id(), days));
        }
        BufferedReader keys =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (LabelWriter writer = LabelWriter.open(settings)) {
            for (Execution execution : waiting.stream().limit(most).toList()) {
                show(execution, waiting.size());
                if (!ask(execution, keys, writer)) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Report report = new Report(task.id(), waiting.size(), answered, skipped);
        if (output.json()) {
            output.print(report);
        } else if (!waiting.isEmpty()) {
            screen().println(
                            "%d answered, %d skipped, %d still wait"
                                    .formatted(answered, skipped, waiting.size() - answered));
        }
    }

    /** Standard output belongs to the report when a machine reads it. */
    private Terminal screen() {
        return output.json() ? output.err() : output.out();
    }

    private void show(Execution execution, int waiting) {
        Terminal screen = screen();
        screen.println("");
        screen.println(
                screen.bold(execution.id())
                        + "  "
                        + execution.executedAt()
                        + "  (%d of %d)".formatted(answered + skipped + 1, waiting));
        execution
                .input()
                .properties()
                .forEach(
                        field ->
                                screen.println(
                                        "  " + field.getKey() + ": " + text(field.getValue())));
        screen.println(
                "v%d says: %s".formatted(execution.version(), said(execution.output()))
                        + sure(execution.confidence())
                        + words(execution.version(), execution.input(), execution.output()));
        if (execution.others() != null) {
            for (Execution.OtherAnswer other : execution.others()) {
                screen.println(
                        "v%d says: %s".formatted(other.version(), said(other.output()))
                                + sure(other.confidence())
                                + words(other.version(), execution.input(), other.output()));
            }
        }
        for (int i = 0; i < choices.size(); i++) {
            screen.println("  %d  %s".formatted(i + 1, text(choices.get(i))));
        }
    }

    /** False when there is to be no next one. */
    private boolean ask(Execution execution, BufferedReader keys, LabelWriter writer)
            throws IOException {
        while (true) {
            screen().println(
                            (execution.output() == null ? "" : "enter accepts, ")
                                    + (choices.isEmpty() ? "an answer" : "a number or an answer")
                                    + ", s skips, q quits:");
            String key = keys.readLine();
            if (key == null || key.strip().equals("q")) {
                return false;
            }
            if (key.strip().equals("s")) {
                skipped++;
                return true;
            }
            JsonNode answer = answer(key.strip(), execution);
            Optional<String> problem =
                    answer == null
                            ? Optional.of("the program gave no answer that could be accepted")
                            : answers.problem(answer);
            if (problem.isEmpty()) {
                writer.send(
                        new Label(execution.id(), task.id(), answer, Oracle.HUMAN, Instant.now()));
                writer.flush();
                answered++;
                return true;
            }
            screen().println("no answer: " + problem.get());
        }
    }

    private JsonNode answer(String key, Execution execution) {
        if (key.isEmpty()) {
            return execution.output();
        }
        if (!choices.isEmpty() && key.matches("[1-9][0-9]{0,3}")) {
            int number = Integer.parseInt(key);
            if (number <= choices.size()) {
                return choices.get(number - 1);
            }
        }
        JsonNode text = TextNode.valueOf(key);
        if (answers.problem(text).isEmpty()) {
            return text;
        }
        try {
            return Json.read(key.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (UncheckedIOException e) {
            return text;
        }
    }

    /** What the answer rests on, as far as words show it. */
    private String words(int version, JsonNode input, JsonNode answer) {
        List<String> deciding =
                words.computeIfAbsent(version, number -> DecidingWords.of(api, spec, number))
                        .map(of -> of.of(input, answer))
                        .orElse(List.of());
        return deciding.isEmpty() ? "" : "  because of: " + String.join(", ", deciding);
    }

    private static String said(JsonNode answer) {
        return answer == null ? "nothing" : text(answer);
    }

    private static String sure(Double confidence) {
        return confidence == null ? "" : "  (%.2f sure)".formatted(confidence);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
