package io.loopai.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparisons;
import io.loopai.decision.SamplingPlan;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmOracle;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.task.Oracle;
import io.loopai.task.TaskSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The questions that one subtask has put to the LLM and not yet seen answered.
 *
 * <p>Nothing of it but what was spent survives a restart: who waits for an answer then asks again.
 * Flink's own operator for such calls holds its questions in a queue, which fills up while an LLM is
 * down and then holds up labels and callers behind it; here questions wait in keyed state, and calls
 * in threads of their own.
 */
final class LlmCalls implements AutoCloseable {

    private static final double NO_LIMIT_USD = 1e9;

    private final LlmOracle llm;
    private final String model;
    private final ExecutorService threads;
    private final int most;
    private final DailyBudgets budgets;
    private final Map<String, Call> running = new HashMap<>();

    /** A question under way, and what it takes of the task's budget. */
    private record Call(CompletableFuture<OracleReply> reply, CostBudget budget) {}

    private LlmCalls(LlmOracle llm, String model, int most, DailyBudgets budgets) {
        this.llm = llm;
        this.model = model;
        this.most = most;
        this.budgets = budgets;
        this.threads =
                Executors.newFixedThreadPool(
                        most,
                        task -> {
                            Thread thread = new Thread(task, "loopai-llm-call");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Calls to the LLM that settings or environment name; empty when neither names both an endpoint
     * and a model.
     *
     * @param budgets that calls are charged to
     */
    static Optional<LlmCalls> open(
            OracleSettings settings, Map<String, String> environment, DailyBudgets budgets) {
        Map<String, String> named = named(settings, environment);
        if (named.getOrDefault("OPENAI_MODEL", "").isBlank()) {
            // Whoever has a key in the environment need not want an oracle.
            return Optional.empty();
        }
        PriceTable standard = PriceTable.standard();
        PriceTable prices =
                settings.llmPrices() == null
                        ? standard
                        : standard.with(Path.of(settings.llmPrices()));
        return LlmSettings.fromEnvironment(named)
                .map(
                        llm ->
                                // Whoever waits does so in keyed state, not in a thread.
                                llm.timeout(settings.llmTimeout())
                                        .retries(0, Duration.ofSeconds(1))
                                        .maxOutputTokens(2_000)
                                        .concurrency(settings.llmConcurrency()))
                .map(
                        llm ->
                                new LlmCalls(
                                        LlmOracle.open(llm, prices),
                                        llm.model(),
                                        settings.llmConcurrency(),
                                        budgets));
    }

    /** What is missing for there to be an LLM, and what to do. */
    static String missing(OracleSettings settings, Map<String, String> environment) {
        Map<String, String> named = named(settings, environment);
        boolean addressed =
                !named.getOrDefault("OPENAI_API_KEY", "").isBlank()
                        || !named.getOrDefault("OPENAI_BASE_URL", "").isBlank();
        return addressed
                ? "the job was given an LLM's key or address, but no model; set"
                        + " loopai.oracle.llm.model, or OPENAI_MODEL where it runs"
                : "the job was given no LLM; set loopai.oracle.llm.base_url and .model, or"
                        + " OPENAI_API_KEY and OPENAI_MODEL where it runs";
    }

    private static Map<String, String> named(
            OracleSettings settings, Map<String, String> environment) {
        Map<String, String> named = new HashMap<>(environment);
        if (settings.llmUrl() != null) {
            named.put("OPENAI_BASE_URL", settings.llmUrl());
        }
        if (settings.llmModel() != null) {
            named.put("OPENAI_MODEL", settings.llmModel());
        }
        return named;
    }

    boolean isFull() {
        return running.size() >= most;
    }

    boolean isRunning(String key) {
        return running.containsKey(key);
    }

    void start(String key, TaskSpec task, String id, JsonNode input, long now) {
        CostBudget budget = budgets.of(task, now).part(NO_LIMIT_USD);
        boolean twice = SamplingPlan.isAskedTwice(task.id(), id);
        running.put(
                key,
                new Call(
                        CompletableFuture.supplyAsync(
                                () -> ask(task, input, budget, twice), threads),
                        budget));
    }

    /**
     * The answer, once, if it is there.
     *
     * @param at is charged with what it cost, if there is an answer or will be none
     * @throws java.util.concurrent.CompletionException when there will be none; its cause says why
     */
    Optional<OracleReply> take(String key, Progress at) {
        Call call = running.get(key);
        if (call == null || !call.reply().isDone()) {
            return Optional.empty();
        }
        running.remove(key);
        at.costUsd += call.budget().spentUsd();
        at.tokensIn += call.budget().tokensIn();
        at.tokensOut += call.budget().tokensOut();
        return Optional.of(call.reply().join());
    }

    /** Who is asked. */
    String model() {
        return model;
    }

    void forget(String key) {
        running.remove(key);
    }

    private OracleReply ask(TaskSpec task, JsonNode input, CostBudget budget, boolean twice) {
        LlmOracle.Answer first = llm.ask(task, input, budget, 0);
        if (!twice) {
            return OracleReply.known(first.output(), Oracle.LLM);
        }
        LlmOracle.Answer second;
        try {
            second = llm.ask(task, input, budget, 1);
        } catch (LlmException e) {
            return OracleReply.known(first.output(), Oracle.LLM); // it is paid
        }
        if (second.isKnown()) { // an equal input was asked about twice, which counts once
            return OracleReply.known(first.output(), Oracle.LLM);
        }
        return new OracleReply(
                first.output(),
                Oracle.LLM,
                Comparisons.of(task.comparison()).agrees(second.output(), first.output()),
                0,
                null,
                null,
                null,
                null);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        llm.close();
    }
}
