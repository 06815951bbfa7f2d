package io.loopai.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BorderTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private final JsonNode input = json("{\"text\": \"mail jo@mail.org\", \"n\": 1}");

    @Test
    void shouldLetNothingOfAnInputPassWhenStrict() {
        Border border = border("strict");
        String why =
                "task 'spam' has privacy: strict, which lets nothing of an input leave this machine;"
                        + " set oracle: human or labels and use the learned strategy, or set"
                        + " privacy: balanced, which masks personal data and secrets";

        assertThat(border.letsInputsPass()).isFalse();
        assertThat(border.refusal()).contains(why);
        assertThatThrownBy(() -> border.passed(input))
                .isInstanceOf(BorderException.class)
                .hasMessage(why);
        assertThatThrownBy(() -> border.passed(Border.Row.of(input, input)))
                .isInstanceOf(BorderException.class)
                .hasMessage(why);
    }

    @Test
    void shouldMaskWhenBalancedAndNothingWhenPermissive() {
        assertThat(border("balanced").passed(input))
                .isEqualTo(json("{\"text\": \"mail <EMAIL>\", \"n\": 1}"));
        assertThat(border("permissive").passed(input)).isEqualTo(input);
        assertThat(border("permissive").refusal()).isEmpty();
        assertThat(input.path("text").asText()).isEqualTo("mail jo@mail.org");
    }

    @Test
    void shouldMaskARowAsOneRecordAndNoLabelOfTheSchema() {
        Border.Row row =
                new Border.Row(
                        input,
                        json("{\"to\": \"help@shop.org\", \"from\": \"jo@mail.org\"}"),
                        json("\"ann@mail.org\""),
                        "no such address: ann@mail.org");

        assertThat(border("balanced").passed(row))
                .isEqualTo(
                        new Border.Row(
                                json("{\"text\": \"mail <EMAIL>\", \"n\": 1}"),
                                json("{\"to\": \"help@shop.org\", \"from\": \"<EMAIL>\"}"),
                                json("\"<EMAIL_3>\""),
                                "no such address: <EMAIL_3>"));
        assertThat(border("permissive").passed(row)).isSameAs(row);
    }

    @Test
    void shouldLetNumbersOverManyRecordsPass() {
        JsonNode report =
                json(
                        "{\"at\": \"2026-01-31T12:00:00.5Z\", \"tasks\": [{\"task\": \"spam\","
                                + " \"versions\": [{\"version\": 1, \"p99_us\": 1.5}]}]}");

        assertThat(Border.aggregates(report)).isEqualTo(report);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\": \"tomorrow\"}",
                "{\"task\": \"win a prize\"}",
                "{\"tasks\": [{\"task\": \"spam\", \"label\": \"ham\"}]}",
                "{\"labels\": {\"Win a prize\": 3}}",
                "{\"labels\": {\"erika@example.org\": 3}}"
            })
    void shouldLetNoOtherTextPassWithThem(String report) {
        assertThatThrownBy(() -> Border.aggregates(json(report)))
                .isInstanceOf(BorderException.class)
                .hasMessage(
                        "a report to others holds numbers, the task that they are of and their"
                                + " time; another text was to leave with this one, and nothing was"
                                + " sent");
    }

    @Test
    void shouldLetNoListOfTextsPassWithThem() {
        assertThatThrownBy(() -> Border.aggregates(json("{\"words\": [\"win\"]}")))
                .isInstanceOf(BorderException.class)
                .hasMessage("a report to others holds no lists of texts");
    }

    @Test
    void shouldLetSchemasPassWithoutTheValuesThatTheyQuote() {
        JsonNode schema =
                json(
                        """
                        {"type": "object", "default": {"text": "by jo@mail.org"}, "properties": {
                          "default": {"type": "string", "examples": ["jo@mail.org"], "minLength": 1},
                          "kind": {"enum": ["a", "b"]}}}
                        """);

        assertThat(border("strict").schema(schema))
                .isEqualTo(
                        json(
                                """
                                {"type": "object", "properties": {
                                  "default": {"type": "string", "minLength": 1},
                                  "kind": {"enum": ["a", "b"]}}}
                                """));
        assertThat(border("balanced").schema(schema).toString())
                .contains("[\"<EMAIL>\"]", "by <EMAIL>")
                .doesNotContain("jo@");
        assertThat(border("permissive").schema(schema)).isEqualTo(schema);
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

    private static Border border(String privacy) {
        return Border.of(
                TaskFile.parse(
                        """
                        id: spam
                        input_schema: {type: object}
                        output_schema: {enum: [help@shop.org, sales@shop.org]}
                        privacy: %s
                        """
                                .formatted(privacy),
                        "spam.yaml"));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
