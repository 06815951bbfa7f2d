package io.loopai.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LlmSettingsTest {

    @Test
    void shouldComeFromTheEnvironment() {
        assertThat(
                        LlmSettings.fromEnvironment(
                                Map.of("OPENAI_API_KEY", "sk-1\n", "OPENAI_MODEL", "gpt-4o")))
                .contains(LlmSettings.of("https://api.openai.com/v1", "gpt-4o", "sk-1"));
        assertThat(
                        LlmSettings.fromEnvironment(
                                Map.of(
                                        "OPENAI_BASE_URL",
                                        "http://localhost:11434/v1/",
                                        "OPENAI_MODEL",
                                        "llama")))
                .contains(LlmSettings.of("http://localhost:11434/v1", "llama", ""));
        assertThat(LlmSettings.fromEnvironment(Map.of("OPENAI_MODEL", "gpt-4o"))).isEmpty();
    }

    @Test
    void shouldNeverShowTheKey() {
        assertThat(LlmSettings.of(LlmSettings.OPENAI, "gpt-4o", "sk-secret"))
                .hasToString("gpt-4o at https://api.openai.com/v1");
        assertRefused(
                () -> LlmSettings.of(LlmSettings.OPENAI, "gpt-4o", "sk secret"),
                "LLM settings: the key holds blanks or other characters that no key has");
        assertRefused(
                () -> LlmSettings.of("https://me:secret@example.org/v1", "gpt-4o", ""),
                "LLM settings: the base URL must be a URL without a password, such as"
                        + " https://api.openai.com/v1");
    }

    @Test
    void shouldSayWhatCannotBeUsed() {
        LlmSettings good = LlmSettings.of(LlmSettings.OPENAI, "gpt-4o", "sk-1");
        assertRefused(
                () -> LlmSettings.fromEnvironment(Map.of("OPENAI_API_KEY", "sk-1")),
                "OPENAI_MODEL is not set, so it is not known which model to ask; set it to one that"
                        + " the endpoint serves");
        assertRefused(
                () -> LlmSettings.of("localhost:11434", "llama", ""),
                "LLM settings: the base URL must be a URL without a password, such as"
                        + " https://api.openai.com/v1");
        assertRefused(
                () -> good.timeout(Duration.ZERO),
                "LLM settings: the timeout must be longer than 0 s");
        assertRefused(
                () -> good.retries(-1, Duration.ZERO),
                "LLM settings: the retries must be 0 or more, not -1");
        assertRefused(
                () -> good.concurrency(0),
                "LLM settings: the concurrency must be 1 or more, not 0");
        assertRefused(
                () -> good.maxOutputTokens(0),
                "LLM settings: the max output tokens must be 1 or more, not 0");
        assertRefused(
                () -> CostBudget.ofUsd(-1),
                "the LLM budget must be a number of USD, 0 or more, not -1.0");
    }

    private static void assertRefused(Runnable settings, String message) {
        assertThatThrownBy(settings::run).isInstanceOf(LlmException.class).hasMessage(message);
    }
}
