package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class LlmOptionTest {

    private static final String KEY = "loopai.oracle.llm.prices";

    @Command
    private static final class Asking {
        @Mixin private LlmOption llm;
    }

    @Test
    void shouldNameThePricesToTheOracleJobUnlessAnotherFileIsNamed() {
        Map<String, String> settings = new HashMap<>();
        option().pricesTo(settings);
        assertThat(settings).isEmpty();

        option("--prices", "p.json").pricesTo(settings);
        option("--prices", "other.json").pricesTo(settings);

        assertThat(settings).containsOnly(Map.entry(KEY, Path.of("p.json").toAbsolutePath() + ""));
    }

    private static LlmOption option(String... args) {
        Asking asking = new Asking();
        new CommandLine(asking).parseArgs(args);
        return asking.llm;
    }
}
