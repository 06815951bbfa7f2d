package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.Response;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NewProgram;
import io.loopai.store.DataDir;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.Regeneration;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.Validation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An LLM that mends a program when it is told what is wrong with it, and has no idea otherwise. */
class LlmImprovementTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final String TASK =
            """
            id: parity
            description: Whether the number that is hidden in the text is even or odd.
            input_schema: {type: object, properties: {text: {type: string}}}
            output_schema: {type: string, enum: [even, odd]}
            sampling: {policy: random, rate: 1}
            """;

    private static final String OLD =
            """
            import io.loopai.program.*;

            public final class Parity implements Program {
                public Answer answer(Input in) {
                    return Answer.of("even", 0.8); // knows nothing of odd ones
                }
            }
            """;

    /** What no linear model finds: whether the length is even. */
    private static final String MENDED =
            """
            ```java
            import io.loopai.program.*;

            public final class Parity implements Program {
                public Answer answer(Input in) {
                    return Answer.of(in.text("text").length() % 2 == 0 ? "even" : "odd", 0.95);
                }
            }
            ```
            """;

    @TempDir private Path folder;

    @Test
    void shouldTellTheLlmWhatIsWrongAndLetWhatItMendsChallenge() throws Exception {
        try (LlmServer server = LlmServer.start();
                DecisionCentre centre =
                        DecisionCentre.open(DataDir.open(folder), Optional.empty());
                LlmClient client = client(server)) {
            server.then(LlmImprovementTest::mendsWhatItIsToldOf);
            Deployments deployments = centre.deployments();
            deployments.createTask(TaskFile.parse(TASK, "parity.yaml"), null);
            deployments.addVersion("parity", NewProgram.written(OLD), "added");
            ImprovementLoop loop = loop(centre, client);
            List<Validation> validations = validations(120);
            loop.validations(validations);
            List<String> heldOut = holdOut(centre, validations);
            loop.wish(wish());
            loop.improve();

            assertThat(deployments.state("parity").stageOf(2)).isEqualTo(Stage.SHADOW);
            assertThat(deployments.versions("parity").get(1).source())
                    .contains("length() % 2 == 0");
            JsonNode asked = server.requests().get(0).at("/messages/1/content");
            assertThat(asked.asText())
                    .contains("because it agrees too seldom with the right answers: 52% of 120.\n")
                    .contains("- should be \"odd\", was \"even\": ")
                    .contains("// knows nothing of odd ones");
            assertThat(heldOut).hasSize(30);
            assertThat(server.requests().toString()).doesNotContain(heldOut);
        }
    }

    /** The job judges the champion so too: two measures would compare nothing. */
    @Test
    void shouldTakeAsRightWhatTheTaskTakesToAgree() throws Exception {
        try (LlmServer server = LlmServer.start();
                DecisionCentre centre =
                        DecisionCentre.open(DataDir.open(folder), Optional.empty());
                LlmClient client = client(server)) {
            server.then(
                    Behaviour.says(
                            MENDED.replace("\"even\"", "\"EVEN\"").replace("\"odd\"", "\"Odd\"")));
            Deployments deployments = centre.deployments();
            String task = TASK.replace(", enum: [even, odd]", "") + "comparison: fuzzy\n";
            deployments.createTask(TaskFile.parse(task, "parity.yaml"), null);
            deployments.addVersion("parity", NewProgram.written(OLD), "added");
            ImprovementLoop loop = loop(centre, client);
            List<Validation> validations = validations(120);
            loop.validations(validations);
            holdOut(centre, validations);
            loop.wish(wish());
            loop.improve();

            assertThat(deployments.versions("parity").get(1).source()).contains("\"EVEN\"");
            assertThat(deployments.state("parity").stageOf(2)).isEqualTo(Stage.SHADOW);
            Map<String, Boolean> right =
                    centre.database()
                            .inTransaction(
                                    handle ->
                                            JudgementTable.audited(
                                                    handle, "parity", 2, Instant.EPOCH));
            assertThat(right).hasSizeGreaterThan(60);
            assertThat(right.values()).containsOnly(true);
        }
    }

    /** It takes a while, in which people go over labels. */
    @Test
    void shouldNotJudgeByAnswersThatWerePutRightWhileTheProgramWasWritten() throws Exception {
        try (LlmServer server = LlmServer.start();
                DecisionCentre centre =
                        DecisionCentre.open(DataDir.open(folder), Optional.empty());
                LlmClient client = client(server)) {
            Deployments deployments = centre.deployments();
            deployments.createTask(TaskFile.parse(TASK, "parity.yaml"), null);
            deployments.addVersion("parity", NewProgram.written(OLD), "added");
            ImprovementLoop loop = loop(centre, client);
            List<Validation> validations = validations(120);
            loop.validations(validations);
            List<Validation> putRight =
                    validations.subList(0, 20).stream()
                            .map(LlmImprovementTest::contradicting)
                            .toList();
            server.then(
                    request -> {
                        loop.validations(putRight);
                        return mendsWhatItIsToldOf(request);
                    });
            loop.wish(wish());
            loop.improve();

            Map<String, Boolean> right =
                    centre.database()
                            .inTransaction(
                                    handle ->
                                            JudgementTable.audited(
                                                    handle, "parity", 2, Instant.EPOCH));
            assertThat(right)
                    .hasSizeGreaterThan(50)
                    .doesNotContainKeys(
                            putRight.stream().map(Validation::id).toArray(String[]::new));
        }
    }

    private static Validation contradicting(Validation earlier) {
        ObjectNode json = Json.MAPPER.valueToTree(earlier);
        json.put("expected", earlier.agrees() ? "odd" : "even");
        json.put("agrees", !earlier.agrees());
        json.put("validated_at", earlier.validatedAt().plusSeconds(3_600).toString());
        return Json.MAPPER.convertValue(json, Validation.class);
    }

    private static ImprovementLoop loop(DecisionCentre centre, LlmClient client) {
        return ImprovementLoop.of(
                centre.database(),
                centre.deployments(),
                () -> Optional.of(new LlmStrategy(client, new LlmOptions(2, 0, 5))),
                ImprovementLoop.Options.DEFAULT);
    }

    private static Response mendsWhatItIsToldOf(JsonNode request) {
        boolean told = request.toString().contains("was \\\"even\\\"");
        return Behaviour.says(told ? MENDED : "No.").answer(request);
    }

    /** Every fourth label judges and never trains. */
    private static List<String> holdOut(DecisionCentre centre, List<Validation> validations) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < validations.size(); i += 4) {
            Validation validation = validations.get(i);
            texts.add(validation.input().get("text").asText());
            centre.database()
                    .inTransaction(
                            handle ->
                                    handle.execute(
                                            "update labels set trains = false where id = ?",
                                            validation.id()));
        }
        return texts;
    }

    private static List<Validation> validations(int count) {
        List<Validation> validations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = "text" + Integer.toString(46_656 + 7 * i, 36) + "z".repeat(i * 5 % 7);
            String right = text.length() % 2 == 0 ? "even" : "odd";
            validations.add(
                    new Validation(
                            "r-" + i,
                            "parity",
                            1,
                            Json.MAPPER.createObjectNode().put("text", text),
                            Json.MAPPER.valueToTree("even"),
                            0.8,
                            Json.MAPPER.valueToTree(right),
                            right.equals("even"),
                            null,
                            null,
                            1,
                            Oracle.LABELS,
                            Draw.AUDIT,
                            1.0,
                            null,
                            0,
                            null,
                            NOW,
                            NOW.plusSeconds(i)));
        }
        return validations;
    }

    private static Regeneration wish() {
        return new Regeneration(
                "00000001", "parity", 1, Regeneration.Reason.BELOW_TARGET, "52% of 120", NOW);
    }

    private static LlmClient client(LlmServer server) {
        return LlmClient.open(
                LlmSettings.of(server.url(), "gpt-4o", "sk-test")
                        .maxOutputTokens(2_000)
                        .retries(0, Duration.ofMillis(1)),
                PriceTable.standard(),
                CostBudget.ofUsd(100),
                null);
    }
}
