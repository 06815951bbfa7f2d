package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.task.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs is decided over HTTP and in the data folder, while 'up' answers. */
class UpApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @Test
    void shouldAnswerWithWhatWasDecidedOverHttpAndInTheFolder() throws Exception {
        try (UpHarness harness = new UpHarness(folder)) {
            harness.start();
            assertThat(
                            harness.said(
                                    "for other commands in other terminals: export LOOPAI_KAFKA="
                                            + harness.settings.servers()))
                    .isTrue();
            JsonNode task =
                    post(
                            harness,
                            "/api/v1/tasks",
                            "{\"id\":\"made\",\"input_schema\":{\"type\":\"object\"},"
                                    + "\"output_schema\":{\"type\":\"string\"}}");
            assertThat(task.get("id").asText()).isEqualTo("made");
            post(harness, "/api/v1/tasks/made/artifacts", program("first"));

            awaitAnswer(harness, 1);

            post(harness, "/api/v1/tasks/made/artifacts", program("second"));
            post(harness, "/api/v1/tasks/made/artifacts/2/activate", "{}");
            awaitAnswer(harness, 2);

            harness.artifacts().activate("made", 1);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    get(harness, "/api/v1/tasks/made")
                                                    .path("active_version")
                                                    .asInt()
                                            == 1);
            assertThat(harness.stop()).isTrue();
        }
    }

    @Test
    void shouldSayWhatIsInTheWay() throws Exception {
        try (UpHarness harness = new UpHarness(folder);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(up(harness, "--port", port).err())
                    .isEqualTo(
                            "error: port "
                                    + port
                                    + " of 127.0.0.1 is taken; give another one with --port, or none"
                                    + " for any that is free\n");
            Shell.Outcome missing = up(harness, "--no-create", "--topic-prefix", "other");
            assertThat(missing.exitCode()).isEqualTo(1);
            assertThat(missing.err())
                    .startsWith("error: these topics are missing: other.requests, other.results,")
                    .endsWith(
                            "; create them, or let 'up' do so: without --no-create and without"
                                    + " loopai.kafka.create_topics=false\n");
        }
    }

    private static Shell.Outcome up(UpHarness harness, Object... more) {
        List<Object> words = new ArrayList<>(List.of("up", "--data-dir", harness.data.root()));
        words.addAll(List.of("--kafka", harness.settings.servers(), "-D", UpHarness.UNSIGNED));
        words.addAll(List.of(more));
        return Shell.run(words.toArray());
    }

    /** A request that comes before its program is a dead letter, so there are more than one. */
    private static void awaitAnswer(UpHarness harness, int version) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            harness.send("made", 1);
                            return harness.results().stream()
                                    .anyMatch(result -> result.version() == version);
                        });
    }

    private static String program(String answer) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("language", "java");
        body.put(
                "code",
                """
                import io.loopai.program.*;
                public final class P implements Program {
                    public Answer answer(Input in) {
                        return Answer.of("%s");
                    }
                }
                """
                        .formatted(answer));
        return body.toString();
    }

    private static JsonNode get(UpHarness harness, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(harness.api() + path)));
    }

    private static JsonNode post(UpHarness harness, String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(harness.api() + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return Json.MAPPER.readTree(response.body());
    }
}
