package io.loopai.generator;

import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.LlmServer;
import java.time.Duration;
import java.util.Optional;

/** Generations with an LLM that a server of this machine plays. */
final class WithLlm {

    private WithLlm() {}

    /**
     * @param programs how many the LLM is asked for, with three rows of each label
     */
    static Generation generate(
            LlmServer server, int programs, Generator generator, Strategy strategy) {
        try (LlmClient client =
                LlmClient.open(
                        LlmSettings.of(server.url(), "test", "key")
                                .retries(0, Duration.ofMillis(1)),
                        PriceTable.standard(),
                        CostBudget.ofUsd(100),
                        null)) {
            LlmStrategy llm = new LlmStrategy(client, new LlmOptions(programs, 0, 3));
            return generator.generate(strategy, Optional.of(llm));
        }
    }
}
