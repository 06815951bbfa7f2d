package io.loopai.validation;

import io.loopai.jobs.LoopaiOptions;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How long the job waits for whom.
 *
 * @param llmUrl null: from the environment of the task managers, like the model
 * @param llmPrices null: list prices alone
 * @param labelFile null: labels come from the topic alone
 */
record OracleSettings(
        String llmUrl,
        String llmModel,
        String llmPrices,
        Duration llmTimeout,
        int llmConcurrency,
        Duration firstRetry,
        Duration retryFor,
        String labelFile,
        Duration labelWait,
        Duration fallbackWait,
        Duration remember)
        implements Serializable {

    static OracleSettings of(ReadableConfig options) {
        return new OracleSettings(
                options.get(LoopaiOptions.ORACLE_LLM_URL),
                options.get(LoopaiOptions.ORACLE_LLM_MODEL),
                options.get(LoopaiOptions.ORACLE_LLM_PRICES),
                options.get(LoopaiOptions.ORACLE_LLM_TIMEOUT),
                options.get(LoopaiOptions.ORACLE_LLM_CONCURRENCY),
                options.get(LoopaiOptions.ORACLE_FIRST_RETRY),
                options.get(LoopaiOptions.ORACLE_RETRY_FOR),
                options.get(LoopaiOptions.ORACLE_LABEL_FILE),
                options.get(LoopaiOptions.ORACLE_LABEL_WAIT),
                options.get(LoopaiOptions.ORACLE_FALLBACK_WAIT),
                options.get(LoopaiOptions.ORACLE_REMEMBER));
    }
}
