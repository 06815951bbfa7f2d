package io.loopai.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.engine.Engine;
import io.loopai.engine.EngineOptions;
import io.loopai.engine.RawRecord;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Unheard;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.Wire;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Oracle;
import io.loopai.task.Stage;
import io.loopai.task.Validation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {

    private static final Instant BEGUN = Instant.parse("2026-01-31T11:59:00Z");
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final TelemetryBook book = new TelemetryBook(BEGUN);

    @Test
    void shouldAddUpWhatWasHeardSinceTheLastReport() throws IOException {
        work(Unheard.rows(40), "strict");
        Telemetry telemetry = telemetry(null);

        telemetry.report();
        telemetry.report();

        TelemetryReport first = lines().get(0);
        assertThat(lines()).hasSize(2);
        assertThat(first.at()).isEqualTo(NOW);
        assertThat(first.seconds()).isEqualTo(60);
        assertThat(first.tasks()).hasSize(1);
        TelemetryReport.OfTask task = first.tasks().get(0);
        assertThat(task.task()).isEqualTo("things");
        assertThat(task.oracle()).isEqualTo(new TelemetryReport.OfOracle(39, 1, 39, 20, 40 * 0.25));
        assertThat(task.versions()).hasSize(1);
        TelemetryReport.OfVersion version = task.versions().get(0);
        assertThat(version.version()).isEqualTo(1);
        assertThat(version.calls()).isEqualTo(40);
        assertThat(version.served()).isEqualTo(40);
        assertThat(version.errors()).isEqualTo(1);
        assertThat(version.p99Us()).isGreaterThanOrEqualTo(version.p50Us()).isPositive();
        assertThat(lines().get(1).tasks()).isEmpty();
        assertThat(telemetry.status())
                .isEqualTo(new Telemetry.Status(null, 0, 0, null, lines().get(1)));
    }

    /** Every byte that leaves, headers included, also with labels that nobody has listed. */
    @Test
    void shouldSendNothingOfAnyInputOrAnswer() throws IOException {
        List<LabelledRow> rows = Unheard.rows(40);
        List<String> secrets = new ArrayList<>(Unheard.quoted());
        secrets.addAll(Unheard.texts(rows));
        for (String privacy : List.of("strict", "balanced", "permissive")) {
            work(rows, privacy);
        }
        try (LlmServer server = LlmServer.start();
                Wire wire = Wire.to(server)) {
            Telemetry telemetry = telemetry(wire.url() + "/chat/completions");

            telemetry.report();

            assertThat(telemetry.status().sent()).isEqualTo(1);
            JsonNode sent = server.requests().get(0);
            assertThat(sent).isEqualTo(Json.MAPPER.readTree(Json.bytes(lines().get(0))));
            assertThat(sent.at("/tasks/0/versions/0/calls").asLong()).isEqualTo(120);
            assertThat(wire.traces(secrets)).isEmpty();
            assertThat(new String(wire.sent(), StandardCharsets.UTF_8))
                    .doesNotContain("fruit")
                    .doesNotContain("tool")
                    .doesNotContain("label");
        }
    }

    @Test
    void shouldDropAndCountWhatAnEndpointDoesNotTake() throws IOException {
        try (LlmServer server = LlmServer.start()) {
            Telemetry telemetry = telemetry(server.url() + "/chat/completions");
            server.then(Behaviour.fails());
            telemetry.report();
            assertThat(telemetry.status())
                    .extracting(Telemetry.Status::dropped, Telemetry.Status::problem)
                    .containsExactly(1L, "it answers 500");
            server.goDown();
            telemetry.report();
            assertThat(telemetry.status())
                    .extracting(Telemetry.Status::dropped, Telemetry.Status::problem)
                    .containsExactly(2L, "ConnectException");
            server.comeBack();
            server.then(Behaviour.says("thanks"));
            telemetry.report();

            assertThat(telemetry.status())
                    .extracting(
                            Telemetry.Status::host,
                            Telemetry.Status::sent,
                            Telemetry.Status::dropped,
                            Telemetry.Status::problem)
                    .containsExactly("127.0.0.1", 1L, 2L, null);
        }
        assertThat(lines()).as("all are in the file").hasSize(3);
    }

    @Test
    void shouldDropAndCountWhatMustNotLeave() throws IOException {
        try (LlmServer server = LlmServer.start()) {
            Telemetry telemetry = telemetry(server.url() + "/chat/completions");
            LabelledRow row = Unheard.rows(1).get(0);
            book.add(List.of(changed(validation(row, row.output(), 0), "task", "two words")));

            telemetry.report();

            assertThat(telemetry.status())
                    .extracting(Telemetry.Status::dropped, Telemetry.Status::problem)
                    .containsExactly(1L, "BorderException");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void shouldNotCountAsMissingWhatHasComeLate() {
        LabelledRow row = Unheard.rows(1).get(0);
        book.add(List.of(validation(row, null, 0)));
        book.add(List.of(changed(validation(row, row.output(), 0), "replaces", true)));

        assertThat(book.take(NOW).tasks().get(0).oracle())
                .isEqualTo(new TelemetryReport.OfOracle(1, 0, 1, 1, 0.5));
    }

    private static Validation changed(Validation validation, String field, Object value) {
        ObjectNode json = Json.MAPPER.valueToTree(validation);
        json.set(field, Json.MAPPER.valueToTree(value));
        return Json.MAPPER.convertValue(json, Validation.class);
    }

    @Test
    void shouldNotWaitForAnEndpointThatDoesNotAnswer() throws IOException {
        try (LlmServer server = LlmServer.start()) {
            server.then(Behaviour.hangs());
            URI endpoint = URI.create(server.url() + "/chat/completions");
            Telemetry telemetry =
                    new Telemetry(folder, book, endpoint, Duration.ofMillis(200), CLOCK);

            telemetry.report();

            assertThat(telemetry.status())
                    .extracting(Telemetry.Status::dropped, Telemetry.Status::problem)
                    .containsExactly(1L, "HttpTimeoutException");
        }
    }

    @Test
    void shouldKeepTheFilesOfAMonth() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("telemetry-2025-12-31.jsonl"), "{}\n");
        Files.writeString(folder.resolve("telemetry-2026-01-01.jsonl"), "{}\n");

        telemetry(null).report();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "telemetry-2026-01-01.jsonl", "telemetry-2026-01-31.jsonl");
        }
    }

    private Telemetry telemetry(String endpoint) {
        return new Telemetry(
                folder, book, endpoint == null ? null : URI.create(endpoint), PATIENCE, CLOCK);
    }

    private List<TelemetryReport> lines() throws IOException {
        return Files.readAllLines(folder.resolve("telemetry-2026-01-31.jsonl")).stream()
                .map(
                        line ->
                                Json.read(
                                        line.getBytes(StandardCharsets.UTF_8),
                                        TelemetryReport.class))
                .toList();
    }

    /** The rows are executed by the real engine, and validated: every second one is right. */
    private void work(List<LabelledRow> rows, String privacy) {
        String source =
                """
                import io.loopai.program.*;
                public final class P implements Program {
                    public Answer answer(Input in) {
                        if (in.has("broken")) throw new IllegalStateException(in.text("text"));
                        return Answer.of("fruit");
                    }
                }
                """;
        LiveVersion version =
                new LiveVersion(1, Stage.ACTIVE, 1, LiveVersion.hashOf(source), "janino", source);
        Engine engine = new Engine(EngineOptions.of("things"), 0, CLOCK, event -> {});
        engine.apply(
                new Deployment(
                        "things", 1, Unheard.task(privacy), List.of(version), null, Instant.EPOCH));
        for (int i = 0; i < rows.size(); i++) {
            LabelledRow row = rows.get(i);
            ObjectNode input = row.input().deepCopy();
            if (i == 0) {
                input.put("broken", 1);
            }
            byte[] request = Json.bytes(Map.of("id", row.id(), "input", input));
            engine.execute(RawRecord.whole(request, "in", i));
            boolean missing = i == 1;
            book.add(
                    List.of(
                            validation(
                                    row,
                                    missing ? null : Json.MAPPER.valueToTree(unlisted(row)),
                                    i)));
        }
        engine.takeTraffic().forEach(book::add);
    }

    private static String unlisted(LabelledRow row) {
        return "label " + row.input().get("text").asText();
    }

    private static Validation validation(LabelledRow row, JsonNode expected, int i) {
        return new Validation(
                row.id(),
                "things",
                1,
                row.input(),
                expected,
                0.8,
                expected,
                expected == null ? null : i % 2 == 0,
                null,
                null,
                1,
                Oracle.HUMAN,
                Draw.AUDIT,
                1.0,
                null,
                0.25,
                expected == null ? "no label of " + row.input() : null,
                NOW,
                NOW);
    }
}
