package io.loopai.cli;

import io.loopai.generator.llm.LlmOptions;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.ReplyCache;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which LLM a command may ask, and what that may cost. */
final class LlmOption {

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
            description = "What asking the LLM may cost at most. Default: 1.00.")
    private double budget;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description =
                    "What models cost, in USD per million tokens: {\"my-model\": {\"input\": 0.5,"
                            + " \"output\": 1.5}}. Goes before the built-in list prices.")
    private Path prices;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many programs the LLM writes. Default: 3.")
    private int candidates;

    /** Which LLM the options and the environment name; empty when they name none. */
    Optional<LlmSettings> settings() {
        Map<String, String> environment = new HashMap<>(Main.of(command).environment());
        if (model != null) {
            environment.put("OPENAI_MODEL", model);
        }
        return LlmSettings.fromEnvironment(environment);
    }

    double budgetUsd() {
        return budget;
    }

    /** A client for it. */
    Optional<LlmClient> open(Path dataDir) {
        options();
        CostBudget budgetUsd = CostBudget.ofUsd(budget);
        PriceTable table = PriceTable.standard();
        PriceTable all = prices == null ? table : table.with(prices);
        ReplyCache cache = ReplyCache.in(dataDir.resolve(".llm-replies"));
        return settings().map(settings -> LlmClient.open(settings, all, budgetUsd, cache));
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
