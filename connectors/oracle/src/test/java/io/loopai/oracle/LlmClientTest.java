package io.loopai.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.oracle.LlmException.Reason;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.Response;
import io.loopai.task.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmClientTest {

    private static final String KEY = "sk-secret-key-of-the-test";

    /** What must be in no message. */
    private static final String SECRET = "the customer's secret";

    private static final LlmRequest REQUEST =
            LlmRequest.of(LlmMessage.system("Rules."), LlmMessage.user(SECRET)).temperature(0.7);

    private final LlmServer server = LlmServer.start();
    private final List<Duration> waits = new ArrayList<>();
    private final CostBudget budget = CostBudget.ofUsd(1);

    @TempDir Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAskAsTheProtocolSays() throws Exception {
        server.then(Behaviour.says("Hi."));

        LlmReply reply = ask(settings(), REQUEST);

        assertThat(reply.text()).isEqualTo("Hi.");
        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.truncated()).isFalse();
        assertThat(reply.cached()).isFalse();
        assertThat(server.keys()).containsExactly(KEY);
        assertThat(server.requests().get(0))
                .isEqualTo(
                        json(
                                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"system\","
                                        + "\"content\":\"Rules.\"},{\"role\":\"user\",\"content\":"
                                        + "\"the customer's secret\"}],\"temperature\":0.7,"
                                        + "\"max_tokens\":1000}"));
    }

    @Test
    void shouldChargeWhatTheEndpointCounted() {
        server.then(
                request -> {
                    Response response = Response.reply(request, "Hi.", "stop");
                    ((ObjectNode) response.body().path("usage"))
                            .put("prompt_tokens", 2_000)
                            .put("completion_tokens", 500);
                    return response;
                });

        LlmReply reply = ask(settings(), REQUEST);

        assertThat(reply.tokensIn()).isEqualTo(2_000);
        assertThat(reply.tokensOut()).isEqualTo(500);
        assertThat(reply.costUsd()).isCloseTo(2_000 * 2.5e-6 + 500 * 10e-6, within(1e-12));
        assertThat(budget.spentUsd()).isCloseTo(0.01, within(1e-8));
        assertThat(budget.leftUsd()).isCloseTo(0.99, within(1e-8));
    }

    @Test
    void shouldCountFromAboveWhereTheEndpointDoesNot() {
        server.then(
                request -> {
                    Response response = Response.reply(request, "Grüße", "stop");
                    ((ObjectNode) response.body()).remove("usage");
                    return response;
                });

        LlmReply reply = ask(settings(), LlmRequest.of(LlmMessage.user("Hello?")));

        assertThat(reply.tokensIn()).isEqualTo(256 + 16 + 6);
        assertThat(reply.tokensOut()).isEqualTo(7);
    }

    @Test
    void shouldTellAReplyThatWasCutOff() {
        server.then(Behaviour.breaksOffAfter("```java\nimport"));

        assertThat(ask(settings(), REQUEST).truncated()).isTrue();
    }

    @Test
    void shouldLeaveOutWhatAModelDoesNotTakeAndRememberIt() {
        server.then(
                Behaviour.withoutTemperature(
                        Behaviour.withoutSystemRole(
                                Behaviour.withoutMaxTokens(Behaviour.says("Hi.")))));
        try (LlmClient client = client(settings())) {
            assertThat(client.ask(REQUEST).text()).isEqualTo("Hi.");
            assertThat(server.requests()).hasSize(4);

            assertThat(client.ask(REQUEST.sample(1)).text()).isEqualTo("Hi.");
        }

        assertThat(server.requests()).hasSize(5);
        JsonNode last = server.requests().get(4);
        assertThat(last.has("temperature")).isFalse();
        assertThat(last.has("max_tokens")).isFalse();
        assertThat(last.path("max_completion_tokens").asInt()).isEqualTo(1_000);
        assertThat(last.path("messages"))
                .isEqualTo(
                        json(
                                "[{\"role\":\"user\","
                                        + "\"content\":\"Rules.\\n\\nthe customer's secret\"}]"));
        assertThat(waits).isEmpty();
        assertThat(budget.spentUsd()).isLessThan(0.01);
    }

    @Test
    void shouldSeeThatAModelTakesNoSystemRoleInOtherWordsToo() {
        server.then(
                request ->
                        request.path("messages").toString().contains("\"system\"")
                                ? Response.error(400, null, null, "System role not supported")
                                : Response.reply(request, "Hi.", "stop"));

        assertThat(ask(settings(), REQUEST).text()).isEqualTo("Hi.");
    }

    @Test
    void shouldWaitAsLongAsTheEndpointAsks() {
        server.then(Behaviour.busy("7")).then(Behaviour.busy("0.5")).then(Behaviour.says("Hi."));

        assertThat(ask(settings(), REQUEST).text()).isEqualTo("Hi.");
        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(500));
    }

    @Test
    void shouldNotWaitForever() {
        server.then(Behaviour.busy("90"));

        assertRefused(
                settings(),
                Reason.RATE_LIMITED,
                "the endpoint "
                        + server.url()
                        + " asks to be left alone for 90 s, and more than 60 s are not waited; try"
                        + " again later, or ask fewer things at a time");
        assertThat(server.requests()).hasSize(1);
        assertThat(waits).isEmpty();
        assertThat(budget.leftUsd()).isEqualTo(1);
    }

    @Test
    void shouldGiveUpOnABusyEndpoint() {
        server.then(Behaviour.busy("1"));

        assertRefused(
                settings(),
                Reason.RATE_LIMITED,
                "the endpoint "
                        + server.url()
                        + " is still too busy after 3 tries (HTTP 429, rate_limit_exceeded); try"
                        + " again later, or ask fewer things at a time");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldNotRepeatWhenTheAccountIsEmpty() {
        server.then(Behaviour.outOfCredit());

        assertRefused(
                settings(),
                Reason.RATE_LIMITED,
                "the account at "
                        + server.url()
                        + " has no credit left (HTTP 429, insufficient_quota); add some, or use"
                        + " another key");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldRepeatWhatFailedWithGrowingWaits() {
        server.then(Behaviour.fails()).then(Behaviour.fails()).then(Behaviour.says("Hi."));

        assertThat(ask(settings(), REQUEST).text()).isEqualTo("Hi.");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void shouldGiveUpOnAnEndpointThatFails() {
        server.then(Behaviour.fails());

        assertRefused(
                settings().retries(0, Duration.ZERO),
                Reason.ENDPOINT_FAILED,
                "the endpoint "
                        + server.url()
                        + " still fails after 1 try (HTTP 500, server_error); try again later, or"
                        + " name another with OPENAI_BASE_URL");
    }

    @Test
    void shouldSayThatTheKeyIsRefused() {
        server.then(Behaviour.refusesKey());

        assertRefused(
                settings(),
                Reason.KEY_REFUSED,
                "the endpoint "
                        + server.url()
                        + " refused the key (HTTP 401, invalid_api_key); set OPENAI_API_KEY to one"
                        + " that is valid there and may use model 'gpt-4o'");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldSayThatThereIsNoSuchModel() {
        server.then(Behaviour.hasNoSuchModel());

        assertRefused(
                settings(),
                Reason.MODEL_UNKNOWN,
                "the endpoint "
                        + server.url()
                        + " does not serve model 'gpt-4o' (HTTP 404, model_not_found); set"
                        + " OPENAI_MODEL to one that it serves, or check OPENAI_BASE_URL, which"
                        + " often ends in /v1");
    }

    @Test
    void shouldSayThatTheRequestIsRefusedWithoutQuotingIt() {
        server.then(
                request ->
                        Response.error(
                                400,
                                "context_length_exceeded",
                                null,
                                request.at("/messages/1/content").asText()));

        assertRefused(
                settings(),
                Reason.REQUEST_REFUSED,
                "the endpoint "
                        + server.url()
                        + " does not take the request (HTTP 400, context_length_exceeded); check"
                        + " that it speaks the OpenAI chat-completions protocol and that model"
                        + " 'gpt-4o' writes up to 1000 tokens");
    }

    @Test
    void shouldGiveUpOnAnEndpointThatHangsAndChargeWhatItMayCost() {
        server.then(Behaviour.hangs());

        assertRefused(
                settings().timeout(Duration.ofMillis(300)),
                Reason.TIMEOUT,
                "the endpoint "
                        + server.url()
                        + " did not answer within 0.3 s; raise the timeout, choose a faster model,"
                        + " or check that it is up");
        assertThat(server.requests()).hasSize(1);
        long bytes = 256 + 2 * 16 + "Rules.".length() + SECRET.length();
        assertThat(budget.spentUsd()).isCloseTo(bytes * 2.5e-6 + 1_000 * 10e-6, within(1e-8));
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        String url;
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }

        assertRefused(
                LlmSettings.of(url, "gpt-4o", KEY),
                Reason.UNREACHABLE,
                "nobody answers at " + url + "; check OPENAI_BASE_URL and that the endpoint is up");
        assertThat(waits).hasSize(2);
        assertThat(budget.spentUsd()).isZero();
    }

    @Test
    void shouldSayThatItIsNoReply() {
        server.then(request -> new Response(200, Map.of(), json("[\"" + SECRET + "\"]"), false));

        assertRefused(
                settings(),
                Reason.NO_REPLY,
                "the endpoint "
                        + server.url()
                        + " answered something that is no chat completion; check that it speaks the"
                        + " OpenAI chat-completions protocol, or choose another model");

        server.then(request -> Response.reply(request, "", "content_filter"));

        assertRefused(
                settings(),
                Reason.NO_REPLY,
                "the endpoint "
                        + server.url()
                        + " answered without any text; check that it speaks the OpenAI"
                        + " chat-completions protocol, or choose another model");
    }

    @Test
    void shouldNotMakeACallThatMayExceedTheBudget() {
        CostBudget small = CostBudget.ofUsd(0.01);
        try (LlmClient client =
                new LlmClient(settings(), PriceTable.standard(), small, null, waits::add)) {
            LlmException refused =
                    catchThrowableOfType(LlmException.class, () -> client.ask(REQUEST));

            assertThat(refused.reason()).isEqualTo(Reason.BUDGET);
            assertThat(refused)
                    .hasMessage(
                            "the LLM budget of 0.01 USD does not allow another call: 0 USD are"
                                    + " spent, and a call of gpt-4o can cost up to 0.0108; raise the"
                                    + " budget, or ask a cheaper model");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldNeverExceedTheBudgetHoweverManyAskAtATime() {
        // Each call costs all that it may: every one of the most tokens.
        server.then(
                request -> {
                    Response response = Response.reply(request, "Hi.", "length");
                    ((ObjectNode) response.body().path("usage"))
                            .put("prompt_tokens", 300)
                            .put("completion_tokens", 1_000);
                    return response;
                });
        CostBudget small = CostBudget.ofUsd(0.05);
        AtomicInteger answered = new AtomicInteger();
        try (LlmClient client =
                new LlmClient(
                        settings().concurrency(8),
                        PriceTable.standard(),
                        small,
                        null,
                        wait -> Thread.onSpinWait())) {
            IntStream.range(0, 40)
                    .parallel()
                    .forEach(
                            n -> {
                                try {
                                    client.ask(REQUEST.sample(n));
                                    answered.incrementAndGet();
                                } catch (LlmException e) {
                                    assertThat(e.reason()).isEqualTo(Reason.BUDGET);
                                }
                            });
        }

        assertThat(small.spentUsd()).isLessThanOrEqualTo(0.05);
        assertThat(answered).hasValue(server.requests().size());
        assertThat(answered.get()).isPositive();
    }

    @Test
    void shouldWaitForWhatRunningCallsLeaveOfTheBudget() {
        CostBudget small = CostBudget.ofUsd(0.02);
        CostBudget.Reservation running = small.reserve(0.015, "gpt-4o");
        List<Duration> waited = new ArrayList<>();
        try (LlmClient client =
                new LlmClient(
                        settings(),
                        PriceTable.standard(),
                        small,
                        null,
                        wait -> {
                            waited.add(wait);
                            running.release();
                        })) {
            assertThat(client.ask(REQUEST).text()).isEqualTo("Hello.");
        }
        assertThat(waited).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void shouldNotWaitForRunningCallsWithoutRetries() {
        CostBudget small = CostBudget.ofUsd(0.02);
        small.reserve(0.015, "gpt-4o");
        try (LlmClient client =
                new LlmClient(
                        settings().retries(0, Duration.ofSeconds(1)),
                        PriceTable.standard(),
                        small,
                        null,
                        waits::add)) {
            assertThat(catchThrowableOfType(LlmException.class, () -> client.ask(REQUEST)).reason())
                    .isEqualTo(Reason.BUDGET_IN_USE);
        }
        assertThat(waits).isEmpty();
        assertThat(small.refusal()).as("it is not final").isEmpty();
    }

    @Test
    void shouldSayThatTheBudgetDoesNotAllowASingleCall() {
        try (LlmClient rich = client(settings());
                LlmClient poor =
                        new LlmClient(
                                settings(),
                                PriceTable.standard(),
                                CostBudget.ofUsd(0.01),
                                null,
                                waits::add)) {
            assertThat(rich.budgetNote()).isEmpty();
            assertThat(poor.budgetNote())
                    .contains(
                            "the LLM budget of 0.01 USD does not allow a single call: one of gpt-4o"
                                    + " can cost 0.0106 USD or more, so it is not asked; raise the"
                                    + " budget, or ask a cheaper model");
        }
    }

    @Test
    void shouldAskOnlySoManyAtATime() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.then(
                request -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    awaitQuietly(go);
                    running.decrementAndGet();
                    return Response.reply(request, "Hi.", "stop");
                });
        try (LlmClient client = client(settings().concurrency(2))) {
            List<Thread> threads =
                    IntStream.range(0, 5)
                            .mapToObj(n -> new Thread(() -> client.ask(REQUEST.sample(n))))
                            .toList();
            threads.forEach(Thread::start);
            await().until(() -> running.get() == 2);
            go.countDown();
            await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        }
        assertThat(most).hasValue(2);
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void shouldPayTheSameRequestOnce() throws Exception {
        server.then(Behaviour.says("Hi."));
        ReplyCache cache = ReplyCache.in(folder.resolve("replies"));
        try (LlmClient client =
                new LlmClient(settings(), PriceTable.standard(), budget, cache, waits::add)) {
            LlmReply first = client.ask(REQUEST);
            LlmReply again = client.ask(REQUEST);

            assertThat(again)
                    .isEqualTo(
                            new LlmReply(
                                    "Hi.",
                                    first.tokensIn(),
                                    first.tokensOut(),
                                    0,
                                    0,
                                    "stop",
                                    true));
            assertThat(server.requests()).hasSize(1);

            client.ask(REQUEST.sample(1));
            client.ask(REQUEST.temperature(0.8));
            client.ask(LlmRequest.of(LlmMessage.user("Else?")));
            assertThat(server.requests()).hasSize(4);
        }
        List<Path> files;
        try (Stream<Path> list = Files.list(folder.resolve("replies"))) {
            files = list.toList();
        }
        assertThat(files)
                .hasSize(4)
                .allSatisfy(
                        file ->
                                assertThat(Files.readString(file))
                                        .doesNotContain(SECRET)
                                        .doesNotContain(KEY));

        for (Path file : files) {
            Files.writeString(file, "{\"text\":");
        }
        try (LlmClient client =
                new LlmClient(settings(), PriceTable.standard(), budget, cache, waits::add)) {
            assertThat(client.ask(REQUEST).cached()).isFalse();
        }
    }

    @Test
    void shouldReplyAlthoughItCannotBeKept() throws Exception {
        server.then(Behaviour.says("Hi."));
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        try (LlmClient client =
                new LlmClient(
                        settings(),
                        PriceTable.standard(),
                        budget,
                        ReplyCache.in(file),
                        waits::add)) {
            assertThat(client.ask(REQUEST).text()).isEqualTo("Hi.");
        }
    }

    @Test
    void shouldSayThatAModelsPriceIsNotKnown() {
        try (LlmClient client =
                client(LlmSettings.of(server.url(), "my-own", "").maxOutputTokens(1_000))) {
            assertThat(client.priceNote())
                    .contains(
                            "the price of model 'my-own' is not known; its tokens are counted at"
                                    + " the highest price of the table, 30 USD per million in and 75"
                                    + " out; put its price into a file such as {\"my-own\":"
                                    + " {\"input\": 0.5, \"output\": 1.5}}");
            LlmReply reply = client.ask(REQUEST);
            assertThat(reply.costUsd())
                    .isCloseTo(
                            (reply.tokensIn() * 30 + reply.tokensOut() * 75) / 1e6, within(1e-12));
        }
    }

    private LlmSettings settings() {
        return LlmSettings.of(server.url(), "gpt-4o", KEY).maxOutputTokens(1_000);
    }

    private LlmClient client(LlmSettings settings) {
        return new LlmClient(settings, PriceTable.standard(), budget, null, waits::add);
    }

    private LlmReply ask(LlmSettings settings, LlmRequest request) {
        try (LlmClient client = client(settings)) {
            return client.ask(request);
        }
    }

    private void assertRefused(LlmSettings settings, Reason reason, String message) {
        LlmException refused =
                catchThrowableOfType(LlmException.class, () -> ask(settings, REQUEST));
        assertThat(refused).hasMessage(message).hasNoCause();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(message).doesNotContain(KEY).doesNotContain(SECRET);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
