package io.loopai.validation;

import static io.loopai.validation.Asked.execution;
import static io.loopai.validation.Asked.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.decision.SamplingPlan;
import io.loopai.files.OutputLine;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.Response;
import io.loopai.oracle.testing.Wire;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.Oracle;
import io.loopai.task.Status;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleFunctionTest {

    private static final String OPEN = "privacy: permissive";

    @Test
    void shouldCompareWithTheLabelThatCameWithTheRequest() throws Exception {
        try (Asked asked = Asked.start(null, task())) {
            asked.sample(execution("a", "ham", false, Draw.AUDIT));
            asked.sample(execution("b", "spam", false, Draw.DUEL));
            asked.sample(execution("c", "spam", true, Draw.AUDIT));

            assertThat(asked.validations())
                    .extracting(Validation::agrees)
                    .containsExactly(true, false, false);
            Validation duel = asked.validations().get(1);
            assertThat(duel.expected()).hasToString("\"spam\"");
            assertThat(duel.input()).hasToString("{\"text\":\"text of b\"}");
            assertThat(duel.draw()).isEqualTo(Draw.DUEL);
            assertThat(duel.probability()).isEqualTo(0.025);
            assertThat(duel.oracle()).isEqualTo(Oracle.LABELS);
            assertThat(duel.others())
                    .singleElement()
                    .satisfies(other -> assertThat(other.agrees()).isTrue());
            assertThat(asked.validations().get(0).same()).containsExactly(3);
            assertThat(JsonSchema.ofRecord("validation").problem(Json.MAPPER.valueToTree(duel)))
                    .isEmpty();
        }
    }

    @Test
    void shouldWaitForALabelThatComesLateWhateverComesFirst() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.label("b", "spam", Oracle.HUMAN);
            asked.pass(Duration.ofDays(6));
            assertThat(asked.validations()).isEmpty();

            asked.label("a", "ham", Oracle.HUMAN);
            asked.sample(execution("b", null, false, Draw.AUDIT));

            assertThat(asked.validations())
                    .extracting(Validation::id, Validation::agrees, Validation::oracle)
                    .containsExactly(
                            tuple("a", true, Oracle.HUMAN), tuple("b", false, Oracle.HUMAN));
        }
    }

    @Test
    void shouldTakeACorrectionForAWeekAfterTheSampleThoughALabelCameDaysBefore() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.label("a", "spam", Oracle.HUMAN);
            asked.pass(Duration.ofDays(6));
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.pass(Duration.ofDays(6));

            asked.label("a", "ham", Oracle.HUMAN);

            assertThat(asked.validations())
                    .extracting(each -> each.expected().textValue())
                    .containsExactly("spam", "ham");
            asked.pass(Duration.ofDays(1));
            asked.pass(Duration.ofDays(1));
            assertThat(asked.stateEntries()).isZero();
        }
    }

    @Test
    void shouldCountASampleAsMissingWhoseLabelNeverComesAndForgetIt() throws Exception {
        try (Asked asked = Asked.start(null, task())) {
            asked.sample(execution("a", null, false, Draw.AUDIT));

            asked.pass(Duration.ofDays(7));
            asked.label("a", "ham", Oracle.HUMAN); // too late

            assertThat(asked.validations())
                    .singleElement()
                    .satisfies(
                            missing -> {
                                assertThat(missing.expected()).isNull();
                                assertThat(missing.agrees()).isNull();
                                assertThat(missing.error())
                                        .isEqualTo("no label came within 168 hours");
                            });
            asked.pass(Duration.ofDays(1));
            asked.pass(Duration.ofDays(1));
            assertThat(asked.stateEntries()).isZero();
        }
    }

    @Test
    void shouldRecogniseWhatComesTwiceAlsoAfterARestart() throws Exception {
        Execution waiting = execution("a", "spam", true, Draw.AUDIT);
        try (Asked first = Asked.start(null, task("fallback: oracle"))) {
            first.sample(waiting);
            first.fallback(waiting);
            first.sample(waiting);
            first.fallback(waiting);
            assertThat(first.validations()).hasSize(1);
            assertThat(first.results()).hasSize(1);

            try (Asked second = Asked.restore(first, null, task("fallback: oracle"))) {
                second.sample(waiting);
                second.fallback(waiting);

                assertThat(second.validations()).isEmpty();
                assertThat(second.results()).isEmpty();
            }
        }
    }

    @Test
    void shouldAnswerWhoWaitsOnceAndRecordIt() throws Exception {
        try (Asked asked = Asked.start(null, task("fallback: oracle"))) {
            asked.fallback(execution("a", null, true, null));
            assertThat(asked.results()).isEmpty();

            asked.label("a", "spam", Oracle.HUMAN);

            assertThat(asked.results())
                    .singleElement()
                    .satisfies(
                            result -> {
                                assertThat(result.status()).isEqualTo(Status.FALLBACK);
                                assertThat(result.output()).hasToString("\"spam\"");
                                assertThat(result.error()).isNull();
                            });
            OutputLine line = asked.lines(OracleFunction.RESULTS).get(0);
            assertThat(line.envelope().key()).isEqualTo(new byte[] {'a'});
            assertThat(asked.lines(OracleFunction.EXECUTIONS).get(0).bucket())
                    .isEqualTo("datasets/spam/executions/date=2026-01-31");
            assertThat(asked.executions().get(0).status()).isEqualTo(Status.FALLBACK);
            assertThat(asked.validations().get(0).draw()).isEqualTo(Draw.FALLBACK);
            assertThat(asked.validations().get(0).agrees()).isFalse();
        }
    }

    @Test
    void shouldTellWhoWaitsTooLongAndGoOnWaitingForTheLabel() throws Exception {
        try (Asked first = Asked.start(null, task("fallback: oracle"))) {
            first.fallback(execution("a", null, true, null));
            try (Asked asked = Asked.restore(first, null, task("fallback: oracle"))) {
                asked.pass(Duration.ofSeconds(30));

                assertThat(asked.results())
                        .singleElement()
                        .satisfies(
                                result -> {
                                    assertThat(result.status()).isEqualTo(Status.ERROR);
                                    assertThat(result.error())
                                            .isEqualTo(
                                                    "the program abstained, and the task's oracle"
                                                            + " gave no answer: it took longer than"
                                                            + " 30000 ms");
                                });
                asked.label("a", "spam", Oracle.HUMAN);
                assertThat(asked.results()).hasSize(1);
                assertThat(asked.validations()).hasSize(1);
            }
        }
    }

    @Test
    void shouldAskTheLlmAgainUntilItAnswers() throws Exception {
        try (LlmServer server = LlmServer.start();
                Asked asked = Asked.start(server.url(), task(OPEN))) {
            server.then(Behaviour.fails())
                    .then(Behaviour.fails())
                    .then(Behaviour.says("eggs"))
                    .then(Behaviour.busy("90"))
                    .then(Behaviour.says("```json\n\"spam\"\n```"));
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.label("b", "ham", Oracle.HUMAN);
            asked.sample(execution("b", null, false, Draw.AUDIT));
            // A question that waits holds up no other.
            assertThat(asked.validations()).extracting(Validation::id).containsExactly("b");

            awaitValidations(asked, 2, Duration.ofSeconds(10));

            Validation answered = asked.validations().get(1);
            assertThat(answered.expected()).hasToString("\"spam\"");
            assertThat(answered.oracle()).isEqualTo(Oracle.LLM);
            assertThat(answered.costUsd()).isPositive();
            assertThat(answered.model()).isEqualTo("test-model");
            // It was paid for two answers, of which one made no sense.
            assertThat(server.requests()).hasSize(5);
            assertThat(answered.tokensOut()).isEqualTo(5);
            assertThat(answered.tokensIn()).isPositive();
            String asks = server.requests().get(0).at("/messages/1/content").asText();
            assertThat(asks).isEqualTo("{\"text\":\"text of a\"}");
        }
    }

    @Test
    void shouldCountOnceThatEqualInputsWereAskedAboutTwice() throws Exception {
        Deployment task = task(OPEN);
        List<String> twice =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "q" + i)
                        .filter(id -> SamplingPlan.isAskedTwice("spam", id))
                        .limit(2)
                        .toList();
        try (LlmServer server = LlmServer.start();
                Asked asked = Asked.start(server.url(), task)) {
            server.then(Behaviour.says("ham")).then(Behaviour.says("spam"));
            asked.sample(renamed(twice.get(0)));
            awaitValidations(asked, 1, Duration.ofMillis(50));
            asked.sample(renamed(twice.get(1)));
            awaitValidations(asked, 2, Duration.ofMillis(50));

            assertThat(asked.validations())
                    .extracting(Validation::consistent)
                    .containsExactly(false, null);
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** With an input that others have too. */
    private static Execution renamed(String id) {
        ObjectNode json = Json.MAPPER.valueToTree(execution("a", null, false, Draw.AUDIT));
        return Json.MAPPER.convertValue(json.put("id", id), Execution.class);
    }

    @Test
    void shouldAskAgainAfterARestartWhatWasUnderWay() throws Exception {
        try (LlmServer server = LlmServer.start();
                Asked first = Asked.start(server.url(), task(OPEN))) {
            server.then(Behaviour.hangs()).then(Behaviour.says("ham"));
            first.sample(execution("a", null, false, Draw.AUDIT));
            await().until(() -> server.requests().size() == 1);

            try (Asked second = Asked.restore(first, server.url(), task(OPEN))) {
                awaitValidations(second, 1, Duration.ofMillis(50));

                assertThat(second.validations().get(0).agrees()).isTrue();
            }
        }
    }

    @Test
    void shouldLeaveAnLlmAloneThatFailsAndCountTheSampleAsMissing() throws Exception {
        try (LlmServer server = LlmServer.start();
                Asked asked = Asked.start(server.url(), task(OPEN))) {
            server.then(Behaviour.refusesKey());
            for (int i = 0; i < 5; i++) {
                asked.sample(execution("s" + i, null, false, Draw.AUDIT));
            }
            awaitEvents(asked, Event.Kind.ORACLE_FAILING);
            assertThat(asked.validations()).isEmpty();

            asked.pass(Duration.ofHours(1));
            awaitValidations(asked, 5, Duration.ofMinutes(1));

            assertThat(asked.validations())
                    .allSatisfy(
                            missing ->
                                    assertThat(missing.error())
                                            .isEqualTo("the LLM gave no answer within 60 minutes"));
        }
    }

    @Test
    void shouldSayThatItMayNotAskAndWhy() throws Exception {
        try (Asked asked = Asked.start(null, task(OPEN, "oracle: llm"))) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.sample(execution("b", null, false, Draw.AUDIT));

            String why =
                    "the LLM is not asked about task 'spam': the job was given no LLM; set"
                            + " loopai.oracle.llm.base_url and .model, or OPENAI_API_KEY and"
                            + " OPENAI_MODEL where it runs";
            assertThat(asked.validations()).extracting(Validation::error).containsExactly(why, why);
            assertThat(asked.events())
                    .extracting(Event::kind, Event::message)
                    .containsExactly(tuple(Event.Kind.ORACLE_REFUSED, why));
        }
    }

    /** Every byte that goes to the LLM; of a task that may ask it, words of the inputs are found. */
    @Test
    void shouldSendNothingOfAStrictTask() throws Exception {
        List<String> texts = List.of("quibbelzange der x77y", "example zwackelnagel", "late jux5");
        try (LlmServer server = LlmServer.start().then(Behaviour.says("ham"));
                Wire wire = Wire.to(server);
                Asked strict = Asked.start(wire.url(), strict(null));
                Asked told = Asked.start(wire.url(), strict(Oracle.LLM));
                Asked open = Asked.start(wire.url(), task(OPEN, "oracle: llm"))) {
            for (Asked asked : List.of(strict, told)) {
                asked.sample(execution("quibbelzange der x77y", null, false, Draw.AUDIT));
                asked.fallback(execution("late jux5", null, true, null));
                asked.pass(Duration.ofDays(8));
            }

            assertThat(strict.validations())
                    .extracting(Validation::error)
                    .containsOnly("no label came within 168 hours");
            assertThat(told.events())
                    .extracting(Event::kind, Event::message)
                    .containsExactly(
                            tuple(
                                    Event.Kind.ORACLE_REFUSED,
                                    "the LLM is not asked about task 'spam': task 'spam' has"
                                            + " privacy: strict, which lets nothing of an input"
                                            + " leave this machine; set oracle: human or labels and"
                                            + " use the learned strategy, or set privacy: balanced,"
                                            + " which masks personal data and secrets"));
            assertThat(wire.sent()).isEmpty();

            open.sample(execution("quibbelzange der x77y", null, false, Draw.AUDIT));
            awaitValidations(open, 1, Duration.ofMillis(50));
            assertThat(wire.traces(texts)).contains("quibbe", "x77y");
        }
    }

    /** Whatever the file's check refuses may still come in a deployment. */
    private static Deployment strict(Oracle oracle) {
        Deployment given =
                task(
                        "privacy: strict",
                        "examples: [{input: {text: example zwackelnagel}, output: ham}]",
                        "fallback: oracle");
        TaskSpec spec = given.spec();
        return new Deployment(
                given.task(),
                given.revision(),
                new TaskSpec(
                        spec.id(),
                        spec.description(),
                        spec.inputSchema(),
                        spec.outputSchema(),
                        spec.examples(),
                        spec.accuracyTarget(),
                        spec.latencyTargetMs(),
                        spec.sampling(),
                        spec.privacy(),
                        spec.fallback(),
                        spec.defaultOutput(),
                        oracle,
                        spec.comparison()),
                given.versions(),
                null,
                Instant.EPOCH);
    }

    @Test
    void shouldCountWhatTheBudgetDoesNotAllowAsMissing() throws Exception {
        String sampling = "sampling: {samples_per_hour: 1, usd_per_day: 1}";
        try (LlmServer server = LlmServer.start();
                Asked asked = Asked.start(server.url(), task(OPEN, sampling))) {
            server.then(Behaviour.says("ham"));
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.sample(execution("b", null, false, Draw.AUDIT));
            awaitValidations(asked, 2, Duration.ofMillis(50));

            assertThat(asked.validations().get(0).error())
                    .isEqualTo("over budget: the task's samples_per_hour (1) are used");
            assertThat(asked.validations().get(1).agrees()).isTrue();
            assertThat(asked.events())
                    .extracting(Event::kind)
                    .containsExactly(Event.Kind.BUDGET_EXHAUSTED);
        }
    }

    /** Each answer costs 7.5 cents: 1,000 tokens. */
    private static LlmServer expensive() {
        return LlmServer.start()
                .then(
                        request -> {
                            Response response = Response.reply(request, "ham", "stop");
                            ((ObjectNode) response.body().path("usage"))
                                    .put("prompt_tokens", 0)
                                    .put("completion_tokens", 1_000);
                            return response;
                        });
    }

    @Test
    void shouldRememberOverARestartWhatIsSpentToday() throws Exception {
        Deployment task = task(OPEN, "sampling: {usd_per_day: 0.2}");
        try (LlmServer server = expensive();
                Asked first = Asked.start(server.url(), task)) {
            first.sample(execution("a", null, false, Draw.AUDIT));
            awaitValidations(first, 1, Duration.ofMillis(50));

            try (Asked second = Asked.restore(first, server.url(), task);
                    Asked third = Asked.restore(second, server.url(), task)) {
                third.sample(execution("b", null, false, Draw.AUDIT));
                awaitValidations(third, 1, Duration.ofMillis(50));

                String why =
                        "the LLM budget of 0.1 USD a day (UTC; of the task's usd_per_day of 0.2 USD"
                                + " one half is for programs, the other for the oracle) does not"
                                + " allow another call: 0.075 USD are spent, and a call of"
                                + " test-model can cost up to 0.042; raise the budget, or ask a"
                                + " cheaper model";
                assertThat(third.validations().get(0).error()).isEqualTo("over budget: " + why);
                assertThat(third.events())
                        .extracting(Event::message)
                        .containsExactly(
                                why
                                        + "; further samples count as missing, so lower"
                                        + " sampling.rate");

                third.pass(Duration.ofDays(1));
                third.sample(execution("c", null, false, Draw.AUDIT));
                awaitValidations(third, 2, Duration.ofMillis(50));
                assertThat(third.validations().get(1).expected()).hasToString("\"ham\"");
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void shouldRememberWhatIsSpentThoughTheJobHadNoLlmMeanwhile() throws Exception {
        Deployment task = task(OPEN, "sampling: {usd_per_day: 0.2}");
        try (LlmServer server = expensive();
                Asked first = Asked.start(server.url(), task)) {
            first.sample(execution("a", null, false, Draw.AUDIT));
            awaitValidations(first, 1, Duration.ofMillis(50));

            try (Asked second = Asked.restore(first, null, task);
                    Asked third = Asked.restore(second, server.url(), task)) {
                third.sample(execution("b", null, false, Draw.AUDIT));
                awaitValidations(third, 1, Duration.ofMillis(50));

                assertThat(third.validations().get(0).error()).startsWith("over budget: ");
            }
        }
    }

    @Test
    void shouldDivideWhatIsSpentTodayAmongMoreSubtasks() throws Exception {
        Deployment task = task(OPEN, "sampling: {usd_per_day: 0.4}");
        try (LlmServer server = expensive();
                Asked first = Asked.start(server.url(), task)) {
            first.sample(execution("a", null, false, Draw.AUDIT));
            first.sample(execution("b", null, false, Draw.AUDIT));
            awaitValidations(first, 2, Duration.ofMillis(50));

            for (int index = 0; index < 2; index++) {
                String id = Asked.idOfOneOfTwo(index, "more");
                try (Asked one = Asked.restoreAsOneOfTwo(index, first, server.url(), task)) {
                    one.sample(execution(id, null, false, Draw.AUDIT));
                    awaitValidations(one, 1, Duration.ofMillis(50));

                    assertThat(one.validations().get(0).error())
                            .startsWith(
                                    "over budget: the LLM budget of 0.1 USD a day (UTC; of the"
                                            + " task's usd_per_day of 0.4 USD one half is for"
                                            + " programs, the other for the oracle, whose 2 subtasks"
                                            + " have equal shares of it) does not allow another"
                                            + " call: 0.075 USD are spent, and ");
                }
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** It is asked again after a restart, and paid again. */
    @Test
    void shouldRememberTheMostThatACallUnderWayCanCost() throws Exception {
        Deployment task = task(OPEN, "sampling: {usd_per_day: 0.16}");
        try (LlmServer server = LlmServer.start().then(Behaviour.hangs());
                Asked first = Asked.start(server.url(), task)) {
            first.sample(execution("a", null, false, Draw.AUDIT));
            await().until(() -> !server.requests().isEmpty());

            try (Asked second = Asked.restore(first, server.url(), task)) {
                awaitValidations(second, 1, Duration.ofMillis(50));

                assertThat(second.validations().get(0).error())
                        .contains("does not allow another call: 0.042 USD are spent, and ");
            }
        }
    }

    /** {@link Asked#write} made the file after the sample, when what was spent was in no state. */
    @Test
    void shouldGoOnFromAStateWithoutWhatIsSpent() throws Exception {
        Path state = Path.of("src/test/resources/states/oracle-without-spent");
        try (LlmServer server = LlmServer.start().then(Behaviour.says("ham"));
                Asked asked =
                        Asked.read(state, server.url(), task(OPEN, "sampling: {usd_per_day: 2}"))) {
            asked.label("waits", "spam", Oracle.HUMAN);
            asked.sample(execution("a", null, false, Draw.AUDIT));
            awaitValidations(asked, 2, Duration.ofMillis(50));

            assertThat(asked.validations())
                    .extracting(Validation::id, Validation::oracle)
                    .containsExactly(tuple("waits", Oracle.HUMAN), tuple("a", Oracle.LLM));
        }
    }

    @Test
    void shouldAskAgainWhenRunningCallsHaveLeftEnoughOfTheBudget() throws Exception {
        // A call can cost nearly 5 cents, and does cost less than one.
        String sampling = "sampling: {samples_per_hour: 2, usd_per_day: 0.16}";
        CountDownLatch go = new CountDownLatch(1);
        try (LlmServer server = LlmServer.start();
                Asked asked = Asked.start(server.url(), task(OPEN, sampling))) {
            server.then(
                    request -> {
                        try {
                            go.await(1, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return Behaviour.says("ham").answer(request);
                    });
            asked.sample(execution("a", null, false, Draw.AUDIT));
            await().until(() -> !server.requests().isEmpty());
            asked.sample(execution("b", null, false, Draw.AUDIT));
            await().during(Duration.ofMillis(300))
                    .until(
                            () -> {
                                asked.pass(Duration.ofMillis(50));
                                return asked.validations().stream()
                                        .noneMatch(each -> each.id().equals("b"));
                            });

            go.countDown();
            awaitValidations(asked, 2, Duration.ofMillis(50));

            assertThat(asked.validations())
                    .extracting(Validation::id, Validation::agrees)
                    .containsExactlyInAnyOrder(tuple("a", true), tuple("b", true));
            assertThat(asked.events()).isEmpty();
        }
    }

    @Test
    void shouldTakeAPersonsAnswerInThePlaceOfAMissingOneAlsoAfterARestart() throws Exception {
        Deployment oneAnHour =
                task(OPEN, "fallback: oracle", "sampling: {samples_per_hour: 1, usd_per_day: 1}");
        try (LlmServer server = LlmServer.start();
                Asked first = Asked.start(server.url(), oneAnHour)) {
            server.then(Behaviour.says("ham"));
            first.sample(execution("asked", null, false, Draw.AUDIT));
            first.sample(execution("a", null, false, Draw.AUDIT));
            first.fallback(execution("b", null, true, null));
            awaitValidations(first, 3, Duration.ofMillis(50));
            first.pass(Duration.ofDays(6));

            try (Asked asked = Asked.restore(first, server.url(), oneAnHour)) {
                asked.label("a", "spam", Oracle.HUMAN);
                asked.label("a", "spam", Oracle.HUMAN);
                asked.label("b", "spam", Oracle.HUMAN);

                assertThat(asked.validations())
                        .extracting(
                                Validation::id,
                                Validation::agrees,
                                Validation::oracle,
                                Validation::isLate,
                                Validation::error)
                        .containsExactly(
                                tuple("a", false, Oracle.HUMAN, true, null),
                                tuple("b", false, Oracle.HUMAN, true, null));
                assertThat(asked.results()).as("the caller of b was answered before").isEmpty();
                asked.pass(Duration.ofDays(2));
                assertThat(asked.stateEntries()).isZero();
            }
        }
    }

    @Test
    void shouldTakeWhatAPersonSaysInThePlaceOfWhatTheLlmSaidAlsoAfterARestart() throws Exception {
        try (LlmServer server = LlmServer.start();
                Asked first = Asked.start(server.url(), task(OPEN))) {
            server.then(Behaviour.says("ham"));
            first.sample(execution("a", null, false, Draw.AUDIT));
            awaitValidations(first, 1, Duration.ofMillis(50));
            Validation said = first.validations().get(0);
            first.pass(Duration.ofDays(3));

            try (Asked asked = Asked.restore(first, server.url(), task(OPEN))) {
                asked.label("a", "spam", Oracle.HUMAN);
                asked.label("a", "spam", Oracle.HUMAN);
                asked.label("a", "ham", Oracle.LLM);

                Validation corrected = asked.validations().get(0);
                assertThat(asked.validations()).hasSize(1);
                assertThat(corrected.expected()).hasToString("\"spam\"");
                assertThat(corrected.agrees()).isFalse();
                assertThat(corrected.verdicts()).isEqualTo(Map.of(1, false, 3, false));
                assertThat(corrected.oracle()).isEqualTo(Oracle.HUMAN);
                assertThat(corrected.draw()).isEqualTo(Draw.AUDIT);
                assertThat(corrected.input()).isEqualTo(said.input());
                assertThat(corrected.costUsd()).isZero();
                assertThat(corrected.replaces()).isTrue();
                assertThat(corrected.isLate()).isFalse();
                assertThat(corrected.corrects())
                        .isEqualTo(
                                new Validation.Earlier(
                                        Asked.text("ham"),
                                        Oracle.LLM,
                                        List.of(1, 3),
                                        said.validatedAt()));
                assertThat(
                                JsonSchema.ofRecord("validation")
                                        .problem(Json.MAPPER.valueToTree(corrected)))
                        .isEmpty();
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void shouldNotLetAnLlmOverruleAPersonWhoHasOnlyConfirmedWhatAnotherSaid() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.label("a", "ham", Oracle.LLM);
            asked.label("a", "ham", Oracle.HUMAN);
            asked.label("a", "spam", Oracle.LLM);

            assertThat(asked.validations()).hasSize(1);
        }
    }

    @Test
    void shouldTakeTheLastWordOfAPersonWhoWasMistakenBefore() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.label("a", "ham", Oracle.HUMAN);
            asked.label("a", "spam", Oracle.HUMAN);
            asked.label("a", "ham", Oracle.LLM);
            asked.sample(execution("a", null, false, Draw.DUEL));
            asked.label("a", "ham", Oracle.LABELS);
            asked.label("a", "spam", Oracle.HUMAN);

            assertThat(asked.validations())
                    .extracting(
                            each -> each.expected().textValue(),
                            Validation::oracle,
                            each -> each.corrects() == null ? null : each.corrects().right(),
                            Validation::validatedAt)
                    .as("versions 1 and 2 say ham and spam; no two are of the same time")
                    .containsExactly(
                            tuple("spam", Oracle.HUMAN, null, at(0)),
                            tuple("ham", Oracle.LABELS, List.of(2), at(1)),
                            tuple("spam", Oracle.HUMAN, List.of(1), at(2)));
        }
    }

    @Test
    void shouldTakeALabelInThePlaceOfTheOneThatCameWithTheRequestWhicheverComesFirst()
            throws Exception {
        try (Asked asked = Asked.start(null, task())) {
            asked.sample(execution("a", "ham", false, Draw.AUDIT));
            asked.label("a", "spam", Oracle.HUMAN);
            asked.label("b", "spam", Oracle.HUMAN);
            asked.sample(execution("b", "ham", false, Draw.AUDIT));
            asked.label("c", "spam", Oracle.LLM);
            asked.sample(execution("c", "ham", false, Draw.AUDIT));

            assertThat(asked.validations())
                    .extracting(Validation::id, each -> each.expected().textValue())
                    .containsExactly(
                            tuple("a", "ham"),
                            tuple("a", "spam"),
                            tuple("b", "spam"),
                            tuple("c", "ham"));
        }
    }

    @Test
    void shouldForgetAnAnswerWhenNoLabelMayComeForItAnyMore() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.sample(execution("a", "ham", false, Draw.AUDIT));
            asked.pass(Duration.ofDays(6));
            asked.label("a", "spam", Oracle.HUMAN);
            asked.pass(Duration.ofDays(1));

            assertThat(asked.validations()).hasSize(2);
            assertThat(asked.stateEntries()).isZero();
        }
    }

    @Test
    void shouldTakeALabelForASampleThatTheLabelFileLeavesOut(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("labels.jsonl");
        Files.writeString(file, "{\"id\": \"known\", \"output\": \"ham\"}\n");
        try (Asked asked = Asked.withLabels(file, task("oracle: labels"))) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.label("a", "ham", Oracle.HUMAN);

            assertThat(asked.validations())
                    .extracting(Validation::agrees, Validation::isLate)
                    .containsExactly(tuple(null, false), tuple(true, true));
        }
    }

    @Test
    void shouldPutTheLabelFileBeforeWhatAnLlmSaysAndAPersonBeforeTheFile(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("labels.jsonl");
        Files.writeString(
                file,
                "{\"id\": \"a\", \"output\": \"ham\"}\n{\"id\": \"b\", \"output\": \"ham\"}\n");
        try (Asked asked = Asked.withLabels(file, task("oracle: labels"))) {
            asked.label("a", "spam", Oracle.LLM);
            asked.label("b", "spam", Oracle.HUMAN);
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.sample(execution("b", null, false, Draw.AUDIT));

            assertThat(asked.validations())
                    .extracting(
                            Validation::id, each -> each.expected().textValue(), Validation::oracle)
                    .containsExactly(
                            tuple("a", "ham", Oracle.LABELS), tuple("b", "spam", Oracle.HUMAN));
        }
    }

    @Test
    void shouldTakeNoCorrectionLaterBecauseOfACorrectionBefore() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.sample(execution("a", "ham", false, Draw.AUDIT));
            asked.pass(Duration.ofHours(7 * 24 - 1));
            asked.label("a", "spam", Oracle.HUMAN);
            asked.pass(Duration.ofHours(1));
            asked.label("a", "ham", Oracle.HUMAN);

            assertThat(asked.validations()).hasSize(2);
        }
    }

    @Test
    void shouldSayOnceAnHourThatLabelsAreDropped() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.label("never sampled", "ham", Oracle.HUMAN);
            asked.label("neither", "ham", Oracle.HUMAN);
            assertThat(asked.events()).isEmpty();
            asked.pass(Duration.ofDays(7));
            asked.label("a", "ham", Oracle.HUMAN);

            assertThat(asked.events())
                    .singleElement()
                    .satisfies(
                            event -> {
                                assertThat(event.kind()).isEqualTo(Event.Kind.LABELS_DROPPED);
                                assertThat(event.task()).isEqualTo("spam");
                                assertThat(event.message())
                                        .isEqualTo(
                                                "1 label was dropped here since this was said"
                                                        + " last: their executions were not sampled, or more than 168 hours ago;"
                                                        + " answer what 'loopai review' asks, or"
                                                        + " set loopai.oracle.label_wait higher"
                                                        + " (the metric labels_dropped counts"
                                                        + " them)");
                                assertThat(
                                                JsonSchema.ofRecord("event")
                                                        .problem(Json.MAPPER.valueToTree(event)))
                                        .isEmpty();
                            });
            asked.pass(Duration.ofHours(1));
            asked.label("a", "ham", Oracle.HUMAN);
            assertThat(asked.events()).hasSize(2);
            assertThat(asked.events().get(1).message())
                    .startsWith("3 labels were dropped here since this was said last: their");
            asked.pass(Duration.ofDays(1));
            assertThat(asked.stateEntries()).isZero();
        }
    }

    @Test
    void shouldSayNothingOfLabelsThatAreTaken() throws Exception {
        try (Asked asked = Asked.start(null, task("oracle: human"))) {
            asked.label("a", "ham", Oracle.HUMAN);
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.label("a", "ham", Oracle.HUMAN);
            asked.label("a", "spam", Oracle.LLM);
            asked.pass(Duration.ofDays(8));

            assertThat(asked.validations()).hasSize(1);
            assertThat(asked.events()).isEmpty();
        }
    }

    /**
     * The file is what the operator wrote at commit 2e94228, before answers could be put right: 'answered'
     * came with its label, to 'missing' the LLM had no answer, and the label of 'early' waits for it.
     */
    @Test
    void shouldGoOnFromAStateOfBeforeAnswersCouldBePutRight() throws Exception {
        Path state = Path.of("src/test/resources/states/oracle-before-corrections");
        try (Asked asked = Asked.read(state, null, task(OPEN, "oracle: llm"))) {
            asked.label("missing", "spam", Oracle.HUMAN);
            asked.label("missing", "ham", Oracle.HUMAN);
            asked.sample(execution("early", null, false, Draw.AUDIT));
            asked.label("early", "ham", Oracle.HUMAN);
            asked.sample(execution("answered", "ham", false, Draw.AUDIT));
            assertThat(asked.events()).isEmpty();
            asked.label("answered", "spam", Oracle.HUMAN);

            assertThat(asked.validations())
                    .extracting(
                            Validation::id,
                            each -> each.expected().textValue(),
                            Validation::replaces,
                            each -> each.corrects() == null ? null : each.corrects().right())
                    .containsExactly(
                            tuple("missing", "spam", true, null),
                            tuple("missing", "ham", true, List.of()),
                            tuple("early", "spam", null, null),
                            tuple("early", "ham", true, List.of()));
            assertThat(asked.events())
                    .as("its sample was not kept")
                    .extracting(Event::kind)
                    .containsExactly(Event.Kind.LABELS_DROPPED);
            asked.pass(Duration.ofDays(7));
            asked.pass(Duration.ofDays(1));
            assertThat(asked.stateEntries()).isZero();
        }
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(Asked.START + millis);
    }

    @Test
    void shouldForgetASampleWhoseAnswerIsMissingWhenNobodyGivesOne() throws Exception {
        String sampling = "sampling: {samples_per_hour: 1, usd_per_day: 1}";
        try (LlmServer server = LlmServer.start();
                Asked asked = Asked.start(server.url(), task(OPEN, sampling))) {
            server.then(Behaviour.says("ham"));
            asked.sample(execution("asked", null, false, Draw.AUDIT));
            asked.sample(execution("a", null, false, Draw.AUDIT));
            awaitValidations(asked, 2, Duration.ofMillis(50));

            asked.pass(Duration.ofDays(7));

            assertThat(asked.stateEntries()).isZero();
        }
    }

    private static void awaitValidations(Asked asked, int count, Duration step) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            asked.pass(step);
                            return asked.validations().size() >= count;
                        });
    }

    private static void awaitEvents(Asked asked, Event.Kind kind) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            asked.pass(Duration.ofMillis(100));
                            return asked.events().stream().anyMatch(e -> e.kind() == kind);
                        });
    }
}
