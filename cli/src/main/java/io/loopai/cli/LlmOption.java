package io.loopai.cli;

import io.loopai.generator.llm.LlmOptions;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.ReplyCache;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which LLM a command may ask, and what that may cost. */
final class LlmOption {

    /** A reply may cost a third of the budget: what it answers, and what it asks, cost too. */
    private static final int REPLIES = 3;

    /** In fewer tokens few programs end. */
    private static final int FEWEST_TOKENS = 4_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "Which LLM writes programs. Without it: the environment variable OPENAI_MODEL."
                            + " OPENAI_API_KEY holds the key; OPENAI_BASE_URL names another endpoint"
                            + " than OpenAI's.")
    private String model;

    @Option(
            names = "--budget-usd",
            paramLabel = "USD",
            defaultValue = "1.00",
            description =
                    "What programs by the LLM may cost at most, with 'up' on each day (UTC), for all"
                            + " tasks; half of a task's usd_per_day limits those for it, too. The"
                            + " oracle's answers are not in it: with 'demo' they may cost as much"
                            + " again on each day, with 'up' the other half of usd_per_day."
                            + " Default: 1.00.")
    private double budget;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description =
                    "What models cost, in USD per million tokens: {\"my-model\": {\"input\": 0.5,"
                            + " \"output\": 1.5}}. Goes before the built-in list prices. 'up' and"
                            + " 'demo' name it to the oracle job, too, whose task managers must find"
                            + " it under the same path.")
    private Path prices;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many programs the LLM writes. Default: 3.")
    private int candidates;

    /**
     * Which LLM the options and the environment name; empty when they name none.
     *
     * @throws ParameterException when there is a model, but nobody to ask for it
     */
    Optional<LlmSettings> settings() {
        Map<String, String> environment = new HashMap<>(Main.of(command).environment());
        if (model != null) {
            environment.put("OPENAI_MODEL", model);
        }
        Optional<LlmSettings> named = fromEnvironment(environment);
        if (model != null && named.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model "
                            + model
                            + ": nobody is named who serves it; set OPENAI_API_KEY, or"
                            + " OPENAI_BASE_URL for an endpoint that wants no key");
        }
        return named;
    }

    private static Optional<LlmSettings> fromEnvironment(Map<String, String> environment) {
        try {
            return LlmSettings.fromEnvironment(environment);
        } catch (LlmException e) {
            if (environment.getOrDefault("OPENAI_MODEL", "").isBlank()) {
                throw new LlmException(e.reason(), e.getMessage() + ", or name it with --model");
            }
            throw e;
        }
    }

    double budgetUsd() {
        return budget;
    }

    /** Names the file with what models cost to the oracle job, unless its settings name another. */
    void pricesTo(Map<String, String> settings) {
        if (prices != null) {
            settings.putIfAbsent(
                    LoopaiOptions.ORACLE_LLM_PRICES.key(), prices.toAbsolutePath().toString());
        }
    }

    /** A client for it. */
    Optional<LlmClient> open(Path dataDir) {
        return open(dataDir, CostBudget.ofUsd(budget));
    }

    /** A client that may spend the budget anew on each day. */
    Optional<LlmClient> openPerDay(Path dataDir) {
        return open(dataDir, CostBudget.ofUsdPerDay(budget, Clock.systemUTC()));
    }

    private Optional<LlmClient> open(Path dataDir, CostBudget budgetUsd) {
        options();
        PriceTable table = PriceTable.standard();
        PriceTable all = prices == null ? table : table.with(prices);
        ReplyCache cache = ReplyCache.in(dataDir.resolve(".llm-replies"));
        return settings()
                .map(settings -> LlmClient.open(affordable(settings, all), all, budgetUsd, cache));
    }

    private LlmSettings affordable(LlmSettings settings, PriceTable prices) {
        double usd = prices.of(settings.model()).of(0, 1);
        int most = settings.maxOutputTokens();
        return usd == 0
                ? settings
                : settings.maxOutputTokens(
                        (int) Math.max(FEWEST_TOKENS, Math.min(most, budget / REPLIES / usd)));
    }

    /** Warns when the LLM's price is not known, and when it cannot be asked for want of money. */
    static void warn(LlmClient client, Output output) {
        client.priceNote().ifPresent(output::warn);
        client.budgetNote().ifPresent(output::warn);
    }

    /** What is to be written. */
    LlmOptions options() {
        if (candidates < 1) {
            throw new ParameterException(
                    command.commandLine(), "--candidates must be 1 or more, not " + candidates);
        }
        LlmOptions standard = LlmOptions.DEFAULT;
        return new LlmOptions(candidates, standard.repairs(), standard.rowsPerLabel());
    }

    /** Says that a strategy needs an LLM, and how to name one. */
    static String missing(String strategy) {
        return "the strategy '"
                + strategy
                + "' needs an LLM, and none is named; set OPENAI_API_KEY and OPENAI_MODEL, and"
                + " OPENAI_BASE_URL for another endpoint than OpenAI's, or use --strategy learned";
    }
}
