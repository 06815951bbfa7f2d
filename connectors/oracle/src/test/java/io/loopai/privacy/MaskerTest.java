package io.loopai.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {

    @Test
    void shouldGiveTheSameValueTheSameMaskInARecord() throws Exception {
        JsonNode input =
                Json.MAPPER.readTree(
                        """
                        {"from": "jo@mail.org", "jo@mail.org": 4111111111111111, "order": 4111111111111112,
                         "texts": ["ask ann@mail.org or JO@mail.org"], "phone": 4930901820, "open": true}
                        """);

        assertThat(Masker.mask(input).toString())
                .isEqualTo(
                        "{\"from\":\"<EMAIL>\",\"<EMAIL>\":\"<CARD>\",\"order\":4111111111111112,"
                                + "\"texts\":[\"ask <EMAIL_2> or <EMAIL>\"],\"phone\":\"<PHONE>\","
                                + "\"open\":true}");
    }

    @Property(tries = 2_000)
    void shouldTakeAnyTextAndChangeNothingTheSecondTime(
            @ForAll @StringLength(max = 200) String text) {
        String masked = Masker.mask(text);

        assertThat(Masker.mask(masked)).isEqualTo(masked);
    }

    /** Chance alone would hardly ever write an address. */
    @Property(tries = 500)
    void shouldChangeNothingTheSecondTimeWhateverStandsSideBySide(
            @ForAll @Size(min = 2, max = 6) java.util.List<Short> picks) {
        String[] parts =
                Stream.concat(
                                Samples.of("personal.jsonl").stream().limit(60),
                                Samples.of("free.jsonl").stream().limit(60))
                        .map(sample -> sample.input().asText())
                        .toArray(String[]::new);
        StringBuilder text = new StringBuilder();
        for (short pick : picks) {
            text.append(parts[Math.floorMod(pick, parts.length)]).append(pick % 2 == 0 ? " " : "");
        }
        String masked = Masker.mask(text.toString());

        assertThat(Masker.mask(masked)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@",
                "1 ",
                "01 ",
                "+49 ",
                "1.1.",
                ":",
                "password=",
                "eyJ",
                "://a:",
                "(at)",
                "-"
            })
    void shouldLookThroughLongHostileTexts(String part) {
        String text = part.repeat(Masker.LONGEST / part.length());

        assertThat(Masker.mask(text)).isNotNull();
        assertThat(Masker.mask(text + text + part)).isEqualTo("<WITHHELD>");
    }
}
