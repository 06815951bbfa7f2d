package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.decision.Rollout;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Unheard;
import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.Wire;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NewProgram;
import io.loopai.store.DataDir;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.Regeneration;
import io.loopai.task.Validation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte that goes to the LLM while the service makes a better version. */
class StrictImprovementTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String ALWAYS_FRUIT =
            """
            ```java
            import io.loopai.program.*;

            public final class Thing implements Program {
                public Answer answer(Input in) {
                    return Answer.of("fruit", 0.8);
                }
            }
            ```
            """;

    @TempDir private Path folder;

    @Test
    void shouldSendNothingOfAnyLabelledInput() throws Exception {
        List<LabelledRow> rows = Unheard.rows(120);
        List<String> secrets = new ArrayList<>(Unheard.quoted());
        secrets.addAll(Unheard.texts(rows));
        try (LlmServer server = LlmServer.start();
                Wire wire = Wire.to(server)) {
            server.then(Behaviour.says("No.")).then(Behaviour.says(ALWAYS_FRUIT));

            // Twice: the second attempt replaces a learned program, which is made of the inputs'
            // words.
            improve(wire.url(), rows);

            assertThat(server.requests()).hasSizeGreaterThan(3);
            assertThat(new String(wire.sent(), StandardCharsets.UTF_8))
                    .contains("What a text is about.")
                    .contains(
                            "- should be \\\"tool\\\", was \\\"fruit\\\": 60 (100% of the mistakes)");
            assertThat(wire.traces(secrets)).isEmpty();
        }
    }

    private void improve(String url, List<LabelledRow> rows) throws Exception {
        LlmSettings settings =
                LlmSettings.of(url, "gpt-4o", "sk-test")
                        .maxOutputTokens(2_000)
                        .retries(0, Duration.ofMillis(1));
        try (DecisionCentre centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
                LlmClient client =
                        LlmClient.open(
                                settings, PriceTable.standard(), CostBudget.ofUsd(100), null)) {
            Deployments deployments = centre.deployments();
            deployments.createTask(Unheard.task("strict"), null);
            deployments.addVersion(
                    "things",
                    NewProgram.written(ALWAYS_FRUIT.replace("```java\n", "").replace("```\n", "")),
                    "added");
            ImprovementLoop loop =
                    new ImprovementLoop(
                            centre.database(),
                            deployments,
                            () -> Optional.of(new LlmStrategy(client, LlmOptions.DEFAULT)),
                            new ImprovementLoop.Options(
                                    Rollout.Pace.DEFAULT, Duration.ofSeconds(1), 2_000),
                            Clock.systemUTC());
            loop.validations(rows.stream().map(StrictImprovementTest::mistake).toList());
            for (int attempt = 1; attempt <= 2; attempt++) {
                loop.wish(
                        new Regeneration(
                                "0000000" + attempt,
                                "things",
                                1,
                                Regeneration.Reason.MORE_LABELS,
                                Unheard.text(1),
                                NOW));
                loop.improve();
            }
            assertThat(
                            centre
                                    .database()
                                    .inTransaction(h -> AttemptTable.all(h, "things", 10))
                                    .stream()
                                    .map(AttemptTable.Row::outcome))
                    .hasSize(2)
                    .allSatisfy(outcome -> assertThat(outcome).doesNotStartWith("broke off"));
        }
    }

    private static Validation mistake(LabelledRow row) {
        boolean right = row.output().asText().equals("fruit");
        return new Validation(
                row.id(),
                "things",
                1,
                row.input(),
                Json.MAPPER.valueToTree("fruit"),
                0.8,
                row.output(),
                right,
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
                NOW);
    }
}
