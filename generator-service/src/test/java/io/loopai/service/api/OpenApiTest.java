package io.loopai.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.loopai.decision.Rollout;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contract lists what is answered. */
class OpenApiTest {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    @Test
    void shouldListEveryPhaseOfARolloutAndEveryReasonForAnAttempt() throws IOException {
        assertThat(contract())
                .contains("phase: {type: string, enum: " + names(Rollout.Phase.values()) + "}")
                .contains(
                        "reason: {type: string, enum: "
                                + names(Regeneration.Reason.values())
                                + "}");
    }

    @Test
    void shouldTakeAndShowEveryKeyOfATaskFile() throws IOException {
        JsonNode schemas = Json.YAML.readTree(contract()).at("/components/schemas");
        List<String> keys =
                Arrays.stream(TaskSpec.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(SNAKE_CASE::translate)
                        .toList();

        assertThat(schemas.at("/NewTask/properties").fieldNames()).toIterable().containsAll(keys);
        assertThat(schemas.at("/Task/properties").fieldNames()).toIterable().containsAll(keys);
    }

    private static String contract() throws IOException {
        try (InputStream in =
                HttpApi.class.getResourceAsStream("/io/loopai/service/openapi.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Json::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
