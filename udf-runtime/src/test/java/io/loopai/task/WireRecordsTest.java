package io.loopai.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record that crosses a process border: Java type, JSON Schema and golden file agree. */
class WireRecordsTest {

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("request", Request.class),
                Arguments.of("result", Result.class),
                Arguments.of("execution", Execution.class),
                Arguments.of("sample", Execution.class),
                Arguments.of("validation", Validation.class),
                Arguments.of("label", Label.class),
                Arguments.of("regeneration", Regeneration.class),
                Arguments.of("deployment", Deployment.class),
                Arguments.of("event", Event.class),
                Arguments.of("traffic", Traffic.class),
                Arguments.of("dead_letter", DeadLetter.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadAndWriteTheGoldenFileWithoutLosingAField(String name, Class<?> type)
            throws IOException {
        JsonNode golden = golden(name);

        Object read = Json.MAPPER.treeToValue(golden, type);

        assertThat(Json.MAPPER.readTree(Json.bytes(read))).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSatisfyItsSchema(String name, Class<?> type) throws IOException {
        assertThat(JsonSchema.ofRecord(name).problem(golden(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldHaveTheSameFieldsInTypeSchemaAndGoldenFile(String name, Class<?> type)
            throws IOException {
        List<String> components =
                Stream.of(type.getRecordComponents()).map(WireRecordsTest::wireName).toList();

        assertThat(names(golden(name))).containsExactlyElementsOf(components);
        assertThat(names(resource("/io/loopai/schemas/" + name + ".schema.json").get("properties")))
                .containsExactlyElementsOf(components);
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldIgnoreFieldsItDoesNotKnow(String name, Class<?> type) throws IOException {
        ObjectNode golden = (ObjectNode) golden(name);
        Object known = Json.MAPPER.treeToValue(golden, type);

        golden.put("added_in_a_later_version", 1);

        assertThat(Json.bytes(Json.MAPPER.treeToValue(golden, type))).isEqualTo(Json.bytes(known));
        assertThat(JsonSchema.ofRecord(name).problem(golden)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldRefuseARecordWithoutItsFirstRequiredField(String name, Class<?> type)
            throws IOException {
        String required =
                resource("/io/loopai/schemas/" + name + ".schema.json")
                        .get("required")
                        .get(0)
                        .asText();
        ObjectNode golden = (ObjectNode) golden(name);
        golden.remove(required);

        assertThat(JsonSchema.ofRecord(name).problem(golden))
                .contains("required property '" + required + "' not found");
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldRefuseNull(String name, Class<?> type) {
        assertThatThrownBy(() -> Json.read("null".getBytes(StandardCharsets.UTF_8), type))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessage("null is no " + type.getSimpleName());
    }

    @Test
    void shouldReadAValidationFromBeforeAnswersCouldBeCorrected() throws IOException {
        ObjectNode golden = (ObjectNode) golden("validation");
        golden.remove("corrects");

        Validation late = Json.MAPPER.treeToValue(golden, Validation.class);

        assertThat(JsonSchema.ofRecord("validation").problem(golden)).isEmpty();
        assertThat(late.isLate()).isTrue();
        assertThat(Json.MAPPER.readTree(Json.bytes(late))).isEqualTo(golden);
    }

    private static String wireName(RecordComponent component) {
        return Json.MAPPER
                .getPropertyNamingStrategy()
                .nameForField(null, null, component.getName());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode golden(String name) throws IOException {
        return resource("/golden/" + name + ".json");
    }

    private static JsonNode resource(String path) throws IOException {
        try (InputStream in = WireRecordsTest.class.getResourceAsStream(path)) {
            return Json.MAPPER.readTree(in);
        }
    }
}
