package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.Deployments;
import io.loopai.store.DataDir;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is stopped while the LLM still thinks. */
class StoppedImprovementTest {

    private static final String TASK =
            """
            id: fruit
            input_schema: {type: object, properties: {text: {type: string}}}
            output_schema: {type: string, enum: [apple, pear]}
            examples:
              - {input: {text: green and long}, output: pear}
              - {input: {text: red and round}, output: apple}
            """;

    @TempDir private Path folder;

    @Test
    void shouldBeginTheAttemptAnewAfterTheNextStart() throws Exception {
        try (LlmServer server = LlmServer.start().then(Behaviour.hangs());
                DecisionCentre centre =
                        DecisionCentre.open(DataDir.open(folder), Optional.empty());
                LlmClient client = client(server)) {
            Deployments deployments = centre.deployments();
            deployments.createTask(TaskFile.parse(TASK, "fruit.yaml"), null);
            ImprovementLoop loop =
                    ImprovementLoop.of(
                            centre.database(),
                            deployments,
                            () -> Optional.of(new LlmStrategy(client, LlmOptions.DEFAULT)),
                            ImprovementLoop.Options.DEFAULT);
            loop.wish(wish());
            loop.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> !server.requests().isEmpty());

            loop.close();

            assertThat(centre.database().inTransaction(AttemptTable::waiting))
                    .extracting(AttemptTable.Row::id)
                    .containsExactly(wish().id());
            // What the call costs in the end, nobody knows.
            assertThat(loop.rollouts().costs("fruit").today().generatorUsd())
                    .isBetween(0.0001, 1.0);
        }
    }

    private static Regeneration wish() {
        return new Regeneration(
                "00000001",
                "fruit",
                1,
                Regeneration.Reason.ON_DEMAND,
                "new fruit",
                Instant.parse("2026-01-31T12:00:00Z"));
    }

    private static LlmClient client(LlmServer server) {
        return LlmClient.open(
                LlmSettings.of(server.url(), "gpt-4o", "sk-test"),
                PriceTable.standard(),
                CostBudget.ofUsd(1),
                null);
    }
}
