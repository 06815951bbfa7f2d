package io.loopai.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import io.loopai.task.Privacy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BorderTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private final JsonNode input = json("{\"text\": \"mail jo@mail.org\", \"n\": 1}");

    @Test
    void shouldLetNothingOfAnInputPassWhenStrict() {
        Border border = Border.of(Privacy.STRICT);

        assertThat(border.letsInputsPass()).isFalse();
        assertThatThrownBy(() -> border.passed(input))
                .isInstanceOf(BorderException.class)
                .hasMessage(
                        "privacy: strict lets nothing of an input leave this machine; work without"
                                + " it, or set privacy: balanced in the task, which masks personal"
                                + " data and secrets");
        assertThatThrownBy(() -> border.passed("a text")).isInstanceOf(BorderException.class);
    }

    @Test
    void shouldMaskWhenBalancedAndNothingWhenPermissive() {
        assertThat(Border.of(Privacy.BALANCED).passed(input))
                .isEqualTo(json("{\"text\": \"mail <EMAIL>\", \"n\": 1}"));
        assertThat(Border.of(Privacy.PERMISSIVE).passed(input)).isEqualTo(input);
        assertThat(input.path("text").asText()).isEqualTo("mail jo@mail.org");
    }

    @Test
    void shouldHashTheSameInputAlike() {
        String hash = Border.hash(input, KEY);

        assertThat(hash).hasSize(64);
        assertThat(Border.hash(json("{\"n\": 1, \"text\": \"mail jo@mail.org\"}"), KEY))
                .isEqualTo(hash);
        assertThat(Border.hash(json("{\"n\": 2}"), KEY)).isNotEqualTo(hash);
        assertThat(Border.hash(input, "another-key-of-16".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(hash);
        assertThatThrownBy(() -> Border.hash(input, new byte[3]))
                .hasMessage("a key of 3 bytes can be guessed; use one of 16 random bytes or more");
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
