package io.loopai.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.decision.SamplingPlan;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.Response;
import io.loopai.task.Json;
import io.loopai.task.TaskSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmCallsTest {

    private static final JsonNode INPUT = Json.MAPPER.createObjectNode().put("text", "hello");

    @TempDir private Path folder;
    private LlmServer server;

    @BeforeEach
    void start() {
        server = LlmServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAskNobodyWithoutAModel() {
        OracleSettings none = settings(null, null, null);
        Map<String, String> key = Map.of("OPENAI_API_KEY", "k");

        assertThat(LlmCalls.open(none, key, budgets())).isEmpty();
        assertThat(LlmCalls.missing(none, key))
                .isEqualTo(
                        "the job was given an LLM's key or address, but no model; set"
                                + " loopai.oracle.llm.model, or OPENAI_MODEL where it runs");
    }

    @Test
    void shouldCountAtThePricesOfTheFile() throws Exception {
        server.then(Behaviour.says("ham"));
        try (LlmCalls calls = calls("{\"test-model\": {\"input\": 1000000, \"output\": 0}}")) {
            Progress at = new Progress();
            calls.start("a", task("rate: 1"), "a", INPUT, 0);

            assertThat(take(calls, "a", at).expected()).hasToString("\"ham\"");
            assertThat(at.costUsd).isPositive().isCloseTo(at.tokensIn, within(1e-6));
        }
    }

    @Test
    void shouldKeepThePaidAnswerWhenAskingAgainFails() throws Exception {
        server.then(Behaviour.says("ham")).then(Behaviour.fails());
        TaskSpec task = task("rate: 1");
        String twice =
                IntStream.range(0, 10_000)
                        .mapToObj(n -> "r" + n)
                        .filter(id -> SamplingPlan.isAskedTwice("spam", id))
                        .findFirst()
                        .orElseThrow();
        try (LlmCalls calls = calls("{}")) {
            Progress at = new Progress();
            calls.start("a", task, twice, INPUT, 0);
            OracleReply reply = take(calls, "a", at);

            assertThat(server.requests()).hasSize(2);
            assertThat(reply.expected()).hasToString("\"ham\"");
            assertThat(reply.consistent()).isNull();
            assertThat(at.tokensIn).isPositive();
        }
    }

    /** Each answer costs 300 USD at these prices. */
    @Test
    void shouldKeepWhatIsSpentTodayWhenTheBudgetChanges() throws Exception {
        server.then(
                request -> {
                    Response response = Response.reply(request, "ham", "stop");
                    ((ObjectNode) response.body().path("usage")).put("completion_tokens", 300);
                    return response;
                });
        try (LlmCalls calls = calls("{\"test-model\": {\"input\": 0, \"output\": 1000000}}")) {
            ask(calls, "a", "usd_per_day: 602", 0);

            assertThatThrownBy(() -> ask(calls, "b", "usd_per_day: 604", 0))
                    .hasMessageContaining(
                            "the LLM budget of 302 USD a day (UTC; of the task's usd_per_day of 604"
                                    + " USD one half is for programs, the other for the oracle) does"
                                    + " not allow another call: 300 USD are spent");
            ask(calls, "c", "usd_per_day: 1202", 0);
            ask(calls, "d", "usd_per_day: 602", Duration.ofDays(1).toMillis());
        }
        assertThat(server.requests()).hasSize(3);
    }

    private static void ask(LlmCalls calls, String key, String sampling, long now) {
        JsonNode input = Json.MAPPER.createObjectNode().put("text", key);
        calls.start(key, task(sampling), key, input, now);
        take(calls, key, new Progress());
    }

    private static OracleReply take(LlmCalls calls, String key, Progress at) {
        OracleReply[] reply = new OracleReply[1];
        await().until(
                        () -> {
                            calls.take(key, at).ifPresent(each -> reply[0] = each);
                            return reply[0] != null;
                        });
        return reply[0];
    }

    private LlmCalls calls(String prices) throws Exception {
        Path file = Files.writeString(folder.resolve("prices.json"), prices);
        return LlmCalls.open(
                        settings(server.url(), "test-model", file.toString()), Map.of(), budgets())
                .orElseThrow();
    }

    private static DailyBudgets budgets() {
        return DailyBudgets.restored(List.of(), 1);
    }

    private static OracleSettings settings(String url, String model, String prices) {
        return new OracleSettings(
                url,
                model,
                prices,
                Duration.ofSeconds(10),
                4,
                Duration.ofMillis(200),
                Duration.ofHours(1),
                null,
                Duration.ofDays(7),
                Duration.ofSeconds(30),
                Duration.ofDays(1));
    }

    private static TaskSpec task(String sampling) {
        return Asked.task("privacy: permissive", "sampling: {" + sampling + "}").spec();
    }
}
