package io.loopai.oracle;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.completions.CompletionUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Asks an LLM over the OpenAI chat-completions protocol: within a budget, with what it replied before
 * taken from a cache, and patient with endpoints that are busy.
 *
 * <pre>{@code
 * LlmSettings settings = LlmSettings.fromEnvironment(System.getenv()).orElseThrow();
 * try (LlmClient client =
 *         LlmClient.open(settings, PriceTable.standard(), CostBudget.ofUsd(1), null)) {
 *     String text = client.ask(LlmRequest.of(LlmMessage.user("Say hello."))).text();
 * }
 * }</pre>
 *
 * <p>Models that take no temperature or no system message work too: what a model refuses is left out,
 * then and from then on. Thread-safe; more calls than the settings allow at a time wait.
 */
public final class LlmClient implements AutoCloseable {

    /** No tokenizer makes more tokens than there are bytes; templates add some around each message. */
    private static final int TEMPLATE_TOKENS = 256;

    private static final int MESSAGE_TOKENS = 16;

    private final LlmSettings settings;
    private final PriceTable prices;
    private final CostBudget budget;
    private final ReplyCache cache;
    private final Consumer<Duration> pause;
    private final OpenAIClient api;
    private final Failures failures;
    private final Semaphore free;
    private final AtomicReference<Dialect> dialect = new AtomicReference<>(Dialect.FULL);

    /** @param pause waits; tests would rather not */
    LlmClient(
            LlmSettings settings,
            PriceTable prices,
            CostBudget budget,
            ReplyCache cache,
            Consumer<Duration> pause) {
        this.settings = settings;
        this.prices = Objects.requireNonNull(prices, "prices");
        this.budget = Objects.requireNonNull(budget, "budget");
        this.cache = cache;
        this.pause = pause;
        this.failures = new Failures(settings);
        this.free = new Semaphore(settings.concurrency(), true);
        this.api =
                OpenAIOkHttpClient.builder()
                        .baseUrl(settings.baseUrl())
                        .apiKey(settings.key().isEmpty() ? "none" : settings.key())
                        .timeout(settings.timeout())
                        // It cuts the wait that an endpoint asks for to 8 s; see ask().
                        .maxRetries(0)
                        // Its log would hold requests.
                        .logLevel(LogLevel.OFF)
                        .build();
    }

    /**
     * A client; connects with the first question.
     *
     * @param budget may be shared by several clients
     * @param cache null to ask anew each time
     */
    public static LlmClient open(
            LlmSettings settings, PriceTable prices, CostBudget budget, ReplyCache cache) {
        return new LlmClient(settings, prices, budget, cache, LlmClient::sleep);
    }

    /** Whom it asks. */
    public LlmSettings settings() {
        return settings;
    }

    /** Says that the model's price is a guess from above, and what to do; empty when it is known. */
    public Optional<String> priceNote() {
        return prices.knows(settings.model())
                ? Optional.empty()
                : Optional.of(prices.unknown(settings.model()));
    }

    /**
     * The LLM's reply, from the cache if there is one.
     *
     * <p>Calls that fail for a reason that may pass are repeated, after the wait that the endpoint asks
     * for or, where it asks for none, one that doubles; not those that ran into the timeout, which
     * were waited for long enough and may have been charged.
     *
     * @throws LlmException when there is none; the message says why and what to do
     */
    public LlmReply ask(LlmRequest request) {
        return ask(request, budget);
    }

    /** Says that there is not enough money for one question, and what to do; empty when there is. */
    public Optional<String> budgetNote() {
        double most = mostUsd(LlmRequest.of(), settings);
        double left = budget.leftUsd();
        return most <= left
                ? Optional.empty()
                : Optional.of(
                        "the LLM budget of "
                                + CostBudget.usd(left)
                                + " USD does not allow a single call: one of "
                                + settings.model()
                                + " can cost "
                                + CostBudget.usd(most)
                                + " USD or more, so it is not asked; raise the budget, or ask a"
                                + " cheaper model");
    }

    /** What its questions may cost altogether. */
    public CostBudget budget() {
        return budget;
    }

    /** The same, charged to another budget than the client's own. */
    public LlmReply ask(LlmRequest request, CostBudget budget) {
        return ask(request, budget, settings.maxOutputTokens());
    }

    /** The same with a reply that is cut off at another length than the settings say. */
    LlmReply ask(LlmRequest request, CostBudget budget, int maxOutputTokens) {
        LlmSettings settings = this.settings.maxOutputTokens(maxOutputTokens);
        Optional<LlmReply> known = cache == null ? Optional.empty() : cache.find(settings, request);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted();
        }
        try {
            LlmReply reply = call(request, budget, settings);
            if (cache != null) {
                cache.keep(settings, request, reply);
            }
            return reply;
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        api.close();
    }

    private LlmReply call(LlmRequest request, CostBudget budget, LlmSettings settings) {
        long start = System.nanoTime();
        int failed = 0;
        while (true) {
            CostBudget.Reservation most = reserve(request, budget, settings);
            Dialect sent = dialect.get();
            Duration wait;
            try {
                ChatCompletion completion =
                        api.chat().completions().create(sent.params(settings, request));
                return reply(request, completion, most, start);
            } catch (OpenAIServiceException refusal) {
                most.release();
                Dialect next = sent.after(refusal);
                if (!next.equals(sent)) {
                    dialect.accumulateAndGet(next, Dialect::and);
                    continue;
                }
                if (!Failures.passes(refusal) || failed == settings.retries()) {
                    throw failures.of(refusal);
                }
                wait = Failures.retryAfter(refusal.headers()).orElse(backoff(failed));
                if (wait.compareTo(settings.longestWait()) > 0) {
                    throw failures.tooLongAWait(wait);
                }
            } catch (OpenAIIoException broken) {
                if (Failures.neverArrived(broken)) {
                    most.release();
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw Failures.interrupted();
                }
                if (Failures.timedOut(broken)) {
                    throw failures.timeout();
                }
                if (failed == settings.retries()) {
                    throw failures.unreachable(broken);
                }
                wait = backoff(failed);
            } catch (OpenAIException unreadable) {
                throw failures.noReply("something that is no chat completion");
            } finally {
                // Unless it is known what the call cost.
                most.forfeit();
            }
            failed++;
            pause.accept(wait);
        }
    }

    /** Waits for calls that run, like for an endpoint that is busy: they may cost less than they can. */
    private CostBudget.Reservation reserve(
            LlmRequest request, CostBudget budget, LlmSettings settings) {
        while (true) {
            try {
                return budget.reserve(mostUsd(request, settings), settings.model());
            } catch (LlmException e) {
                if (e.reason() != LlmException.Reason.BUDGET_IN_USE || settings.retries() == 0) {
                    throw e;
                }
                pause.accept(settings.firstWait());
            }
        }
    }

    private LlmReply reply(
            LlmRequest request,
            ChatCompletion completion,
            CostBudget.Reservation most,
            long start) {
        Optional<ChatCompletion.Choice> choice =
                completion._choices().asKnown().flatMap(choices -> choices.stream().findFirst());
        String text = choice.flatMap(c -> c.message().content()).orElse("");
        String finishReason =
                choice.flatMap(c -> c._finishReason().asKnown())
                        .map(f -> f.asString())
                        .orElse("stop");
        Optional<CompletionUsage> usage = completion._usage().asKnown();
        long in = usage.flatMap(u -> u._promptTokens().asKnown()).orElse(mostTokens(request));
        long out = usage.flatMap(u -> u._completionTokens().asKnown()).orElse(bytes(text));
        double usd = prices.of(settings.model()).of(in, out);
        most.settle(usd, in, out);
        double seconds = (System.nanoTime() - start) / 1e9;
        LlmReply reply = new LlmReply(text, in, out, usd, seconds, finishReason, false);
        if (text.isEmpty() && !reply.truncated()) {
            throw failures.noReply("without any text");
        }
        return reply;
    }

    private double mostUsd(LlmRequest request, LlmSettings settings) {
        return prices.of(settings.model()).of(mostTokens(request), settings.maxOutputTokens());
    }

    private static long mostTokens(LlmRequest request) {
        long tokens = TEMPLATE_TOKENS;
        for (LlmMessage message : request.messages()) {
            tokens += MESSAGE_TOKENS + bytes(message.text());
        }
        return tokens;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Duration backoff(int failed) {
        Duration wait = settings.firstWait().multipliedBy(1L << Math.min(failed, 20));
        return wait.compareTo(settings.longestWait()) > 0 ? settings.longestWait() : wait;
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted();
        }
    }
}
