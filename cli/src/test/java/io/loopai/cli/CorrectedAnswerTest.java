package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what an LLM says, and a person puts right, to the rows that programs learn from. */
class CorrectedAnswerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SUMMARY = "/api/v1/validation/programs/echo/summary";

    @TempDir private Path folder;

    @Test
    void shouldLearnFromWhatAPersonHasPutRight() throws Exception {
        try (LlmServer server = LlmServer.start().then(Behaviour.says("wrong"));
                UpHarness harness = new UpHarness(folder)) {
            harness.artifacts()
                    .putTask(
                            TaskFile.parse(
                                    RunHarness.TASK.replace("0.2", "1, policy: random")
                                            + "oracle: llm\nprivacy: permissive\n",
                                    "echo.yaml"));
            harness.deployNext();
            harness.start(
                    "-D",
                    "loopai.oracle.llm.base_url=" + server.url(),
                    "-D",
                    "loopai.oracle.llm.model=test-model");
            harness.send(2);
            await().atMost(PATIENCE).until(() -> summary(harness).path("labels").asInt() == 2);
            assertThat(summary(harness).path("agreement").asDouble()).isZero();

            Path answers = folder.resolve("answers.jsonl");
            Files.writeString(answers, "{\"id\":\"r-0\",\"output\":\"v1\"}\n");
            Shell.Outcome sent =
                    Shell.run(
                            "label",
                            "import",
                            answers,
                            "--task",
                            "echo",
                            "--kafka",
                            harness.settings.servers(),
                            "--api",
                            harness.api());
            assertThat(sent.exitCode()).as(sent.err()).isZero();

            await().atMost(PATIENCE)
                    .until(() -> summary(harness).path("agreement").asDouble() == 0.5);
            assertThat(harness.stop()).isTrue();
            assertThat(training(harness)).containsExactly("r-0 \"v1\" labels", "r-1 \"wrong\" llm");
        }
    }

    private static JsonNode summary(UpHarness harness) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(harness.api() + SUMMARY)).build(),
                                HttpResponse.BodyHandlers.ofString());
        return Json.MAPPER.readTree(response.body());
    }

    private static List<String> training(UpHarness harness) {
        try (DecisionCentre centre = DecisionCentre.open(harness.data, Optional.empty())) {
            return centre.database()
                    .inTransaction(
                            handle ->
                                    handle.createQuery(
                                                    "select id || ' ' || expected || ' ' || oracle"
                                                            + " from labels where trains"
                                                            + " order by id")
                                            .mapTo(String.class)
                                            .list());
        }
    }
}
