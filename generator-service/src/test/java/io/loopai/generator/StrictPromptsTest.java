package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every byte that goes to the LLM while programs are written. */
class StrictPromptsTest {

    private static final List<LabelledRow> ROWS = Unheard.rows(60);

    private final LlmServer server = LlmServer.start();
    private final Wire wire = Wire.to(server);

    @AfterEach
    void stop() {
        wire.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LLM", "HYBRID", "AUTO"})
    void shouldSendNothingOfAnyRowInAnyRound(Strategy strategy) {
        generate("strict", strategy);

        String sent = new String(wire.sent(), StandardCharsets.UTF_8);
        assertThat(server.requests()).hasSizeGreaterThan(3);
        assertThat(sent)
                .contains("What a text is about.", "The program cannot be used:")
                .doesNotContainIgnoringCase("Content-Encoding");
        assertThat(wire.traces(secrets())).isEmpty();
    }

    @Test
    void shouldNoticeRowsThatAreSent() {
        generate("permissive", Strategy.LLM);

        assertThat(wire.traces(Unheard.quoted())).hasSizeGreaterThan(20);
        assertThat(wire.traces(secrets())).hasSizeGreaterThan(50);
    }

    /** Replies that do not compile, that fail on every row quoting it, and that are mostly wrong. */
    private void generate(String privacy, Strategy strategy) {
        server.then(Behaviour.says(program("Answer.of(text.sounds(\"pear\"))")))
                .then(Behaviour.busy("0"))
                .then(Behaviour.says("No."))
                .then(Behaviour.says(program("Answer.of(text)")))
                .then(Behaviour.breaksOffAfter("```java\nimport io.loopai"))
                .then(Behaviour.says(program("Answer.of(Integer.parseInt(text))")))
                .then(Behaviour.says(program("Answer.of(\"fruit\", 0.8)")));
        LlmSettings settings =
                LlmSettings.of(wire.url(), "gpt-4o", "sk-test")
                        .maxOutputTokens(2_000)
                        .retries(2, Duration.ofMillis(1));
        try (LlmClient client =
                LlmClient.open(settings, PriceTable.standard(), CostBudget.ofUsd(100), null)) {
            LlmStrategy llm = new LlmStrategy(client, new LlmOptions(2, 4, 5));
            new Generator(Unheard.task(privacy), ROWS, 1).generate(strategy, Optional.of(llm));
        }
    }

    private static List<String> secrets() {
        List<String> texts = new ArrayList<>(Unheard.quoted());
        texts.addAll(Unheard.texts(ROWS));
        return texts;
    }

    private static String program(String expression) {
        return """
               ```java
               import io.loopai.program.*;

               public final class Thing implements Program {
                   public Answer answer(Input in) {
                       String text = in.text("text");
                       return %s;
                   }
               }
               ```
               """
                .formatted(expression);
    }
}
