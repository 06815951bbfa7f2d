package io.loopai.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerLengthTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {'type': 'string', 'enum': ['spam', 'ham']}                               | 300
                    {'type': 'number'}                                                        | 300
                    {'type': 'object', 'properties': {'urgent': {'type': 'boolean'}}}         | 300
                    {'type': 'string', 'maxLength': 100}                                      | 550
                    {'type': 'string'}                                                        | 1000000
                    {'type': 'array', 'items': {'type': 'boolean'}}                           | 1000000
                    {'type': 'object', 'properties': {'why': {'type': 'string'}}}             | 1000000
                    {}                                                                        | 1000000
                    """,
            quoteCharacter = '"')
    void shouldBeWhatTheSchemaAllows(String schema, int tokens) {
        byte[] json = schema.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(AnswerLength.of(Json.read(json, JsonNode.class))).isEqualTo(tokens);
    }
}
