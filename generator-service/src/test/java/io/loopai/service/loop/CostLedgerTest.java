package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.NewProgram;
import io.loopai.store.DataDir;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Oracle and generator pay from one purse. */
class CostLedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-01-31");
    private static final String PROGRAM =
            """
            import io.loopai.program.*;
            public final class P implements Program {
                public Answer answer(Input in) {
                    return Answer.of("fruit");
                }
            }
            """;

    @TempDir private Path folder;
    private DecisionCentre centre;
    private ImprovementLoop loop;
    private LlmServer server;
    private LlmClient client;
    private final List<LabelledRow> rows = Unheard.rows(40);

    @BeforeEach
    void open() throws Exception {
        centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
        server = LlmServer.start();
        server.then(Behaviour.says("```java\n" + PROGRAM + "```"));
        client =
                LlmClient.open(
                        LlmSettings.of(server.url(), "gpt-4o", "sk-test")
                                .maxOutputTokens(2_000)
                                .retries(0, Duration.ofMillis(1)),
                        PriceTable.standard(),
                        CostBudget.ofUsd(100),
                        null);
        centre.deployments().createTask(task(2), null);
        centre.deployments().addVersion("things", NewProgram.written(PROGRAM), "added");
        loop =
                new ImprovementLoop(
                        centre.database(),
                        centre.deployments(),
                        () -> Optional.of(new LlmStrategy(client, LlmOptions.DEFAULT)),
                        ImprovementLoop.Options.DEFAULT,
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        centre.close();
    }

    @Test
    void shouldAddUpWhatOracleAndGeneratorHaveCost() {
        List<Validation> validations = validations(0.01, NOW);
        loop.validations(validations);
        loop.validations(validations); // as after a crash
        loop.validations(validations(0.5, NOW.minus(Duration.ofDays(1))).subList(0, 1));

        improve("w1");

        CostReport report = loop.rollouts().costs("things");
        assertThat(report.usdPerDay()).isEqualTo(2);
        CostReport.Day today = report.today();
        assertThat(today.date()).isEqualTo(TODAY);
        assertThat(today.oracleUsd()).isCloseTo(0.4, within(1e-9));
        assertThat(today.generatorUsd()).isCloseTo(client.budget().spentUsd(), within(1e-9));
        assertThat(report.leftUsd())
                .isCloseTo(2 - today.oracleUsd() - today.generatorUsd(), within(1e-9));
        assertThat(today.sums()).hasSize(2);
        assertThat(today.sums().get(0))
                .isEqualTo(
                        new CostReport.Sum(
                                "generator",
                                "gpt-4o",
                                1,
                                client.budget().tokensIn(),
                                client.budget().tokensOut(),
                                today.generatorUsd()));
        assertThat(today.sums().get(1).rows()).isEqualTo(40);
        assertThat(today.sums().get(1).tokensIn()).isEqualTo(40 * 100);
        assertThat(report.days())
                .extracting(CostReport.Day::date)
                .containsExactly(TODAY, TODAY.minusDays(1));
        assertThat(report.days().get(1).oracleUsd()).isEqualTo(0.5);
    }

    @Test
    void shouldGoOnWithoutTheLlmWhenTheOracleHasSpentTheDaysMoney() {
        loop.validations(validations(0.05, NOW));

        improve("w1");

        assertThat(server.requests()).isEmpty();
        assertThat(attempts().get(0).outcome())
                .isEqualTo(
                        "v2 challenges v1; the LLM was not asked: programs may cost 1 USD, half of the"
                                + " task's usd_per_day of 2 USD, and nothing is left for them: the"
                                + " oracle has spent 2 USD, the generator 0 USD; raise it, or ask"
                                + " again tomorrow (UTC)");
        assertThat(centre.deployments().versions("things")).hasSize(2);
    }

    /** For as long as it is under way, and for good where the service was killed meanwhile. */
    @Test
    void shouldCountTheMostThatAnAttemptMayCost() {
        loop.validations(validations(0, NOW));
        TaskSpec task = centre.deployments().find("things").spec();
        ProgramMoney money = new ProgramMoney(centre.database(), Clock.fixed(NOW, ZoneOffset.UTC));
        money.setAside(task, new LlmStrategy(client, LlmOptions.DEFAULT));

        CostReport report = loop.rollouts().costs("things");
        assertThat(report.today().generatorUsd()).isEqualTo(1);
        assertThat(report.oracleLeftUsd()).isEqualTo(1);
        assertThat(report.generatorLeftUsd()).isZero();
        improve("w1");

        assertThat(server.requests()).isEmpty();
        assertThat(attempts().get(0).outcome())
                .isEqualTo(
                        "v2 challenges v1; the LLM was not asked: programs may cost 1 USD, half of the"
                                + " task's usd_per_day of 2 USD, and nothing is left for them: the"
                                + " oracle has spent 0 USD, the generator 1 USD; raise it, or ask"
                                + " again tomorrow (UTC)");
    }

    /** Between the look at what is left and this, what the oracle has spent may come in. */
    @Test
    void shouldSetNothingAsideWhenMoreIsSpentThanThereIs() {
        loop.validations(validations(0.1, NOW));
        TaskSpec task = centre.deployments().find("things").spec();
        ProgramMoney money = new ProgramMoney(centre.database(), Clock.fixed(NOW, ZoneOffset.UTC));

        ProgramMoney.Attempt attempt =
                money.setAside(task, new LlmStrategy(client, LlmOptions.DEFAULT));

        assertThat(attempt.writer().budget().leftUsd()).isZero();
        assertThat(loop.rollouts().costs("things").today().generatorUsd()).isZero();
    }

    @Test
    void shouldSpendNoMoreOnProgramsThanTheirHalfThoughTheOracleSpendsNothing() {
        loop.validations(validations(0, NOW));
        centre.deployments().updateTask(task(0.05), "cheaper");

        improve("w1");

        assertThat(loop.rollouts().costs("things").today().usd()).isLessThanOrEqualTo(0.025);
        assertThat(attempts().get(0).outcome())
                .contains(
                        "the LLM budget of 0.025 USD (left for programs today of the task's"
                                + " usd_per_day of 0.05 USD) does not allow another call: ");
    }

    @Test
    void shouldRememberOverARestartWhatProgramsOfAllTasksHaveCostToday() {
        loop.validations(validations(0, NOW));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        centre.database().inTransaction(h -> CostTable.setAside(h, "things", NOW, "gpt-4o", 0.75));
        try (LlmClient restarted =
                LlmClient.open(
                        client.settings(),
                        PriceTable.standard(),
                        CostBudget.ofUsdPerDay(0.75, clock),
                        null)) {
            loop =
                    new ImprovementLoop(
                            centre.database(),
                            centre.deployments(),
                            () -> Optional.of(new LlmStrategy(restarted, LlmOptions.DEFAULT)),
                            ImprovementLoop.Options.DEFAULT,
                            clock);

            improve("w1");
        }

        assertThat(server.requests()).isEmpty();
        assertThat(attempts().get(0).outcome())
                .startsWith(
                        "v2 challenges v1; the LLM was not asked: the LLM budget of 0.75 USD a day"
                                + " (UTC) does not allow another call: 0.75 USD are spent, and a call"
                                + " of gpt-4o can cost up to ");
        assertThat(loop.rollouts().costs("things").today().sums())
                .as("an attempt that cost nothing leaves no row")
                .containsExactly(new CostReport.Sum("generator", "gpt-4o", 1, 0, 0, 0.75));
    }

    @Test
    void shouldSayThatTheLlmWasNotAskedForWantOfMoney() {
        loop.validations(validations(0.001, NOW));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (LlmClient poor =
                LlmClient.open(
                        client.settings(),
                        PriceTable.standard(),
                        CostBudget.ofUsdPerDay(0.0001, clock),
                        null)) {
            loop =
                    new ImprovementLoop(
                            centre.database(),
                            centre.deployments(),
                            () -> Optional.of(new LlmStrategy(poor, LlmOptions.DEFAULT)),
                            ImprovementLoop.Options.DEFAULT,
                            clock);

            improve("w1");
        }

        assertThat(server.requests()).isEmpty();
        assertThat(attempts().get(0).outcome())
                .startsWith(
                        "v2 challenges v1; the LLM was not asked: the LLM budget of 0.0001 USD a day"
                                + " (UTC) does not allow another call: 0 USD are spent, and a call of"
                                + " gpt-4o can cost up to ");
    }

    @Test
    void shouldSpendNoMoreOnAProgramThanIsLeftOfTheDay() {
        loop.validations(validations(1.9999 / 40, NOW));

        improve("w1");

        assertThat(loop.rollouts().costs("things").today().usd()).isLessThanOrEqualTo(2);
        assertThat(client.budget().spentUsd()).isLessThanOrEqualTo(0.0001);
    }

    @Test
    void shouldKeepWhatFailedAttemptsHaveCost() {
        loop.validations(validations(0.001, NOW));
        server.then(Behaviour.says("No.")); // the first one writes, all others refuse

        improve("w1");

        assertThat(client.budget().spentUsd()).isPositive();
        assertThat(loop.rollouts().costs("things").today().generatorUsd())
                .isCloseTo(client.budget().spentUsd(), within(1e-9));
    }

    private static TaskSpec task(double usdPerDay) {
        return TaskFile.parse(
                """
                id: things
                input_schema: {type: object, properties: {text: {type: string}}}
                output_schema: {type: string, enum: [fruit, tool]}
                sampling: {policy: random, rate: 1, usd_per_day: %s}
                privacy: permissive
                """
                        .formatted(usdPerDay),
                "things.yaml");
    }

    private void improve(String id) {
        loop.wish(new Regeneration(id, "things", 1, Regeneration.Reason.MORE_LABELS, "test", NOW));
        loop.improve();
    }

    private List<AttemptTable.Row> attempts() {
        return centre.database().inTransaction(h -> AttemptTable.all(h, "things", 10));
    }

    private List<Validation> validations(double usd, Instant at) {
        List<Validation> validations = new ArrayList<>();
        for (LabelledRow row : rows) {
            validations.add(
                    new Validation(
                            row.id(),
                            "things",
                            1,
                            row.input(),
                            Json.MAPPER.valueToTree("fruit"),
                            0.8,
                            row.output(),
                            row.output().asText().equals("fruit"),
                            null,
                            null,
                            1,
                            Oracle.LLM,
                            Draw.AUDIT,
                            1.0,
                            null,
                            usd,
                            null,
                            at,
                            at,
                            null,
                            "gpt-4o-mini",
                            100L,
                            3L,
                            null));
        }
        return validations;
    }
}
