package io.loopai.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.decision.Rollout;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contract lists what is answered. */
class OpenApiTest {

    @Test
    void shouldListEveryPhaseOfARolloutAndEveryReasonForAnAttempt() throws IOException {
        String contract;
        try (InputStream in =
                HttpApi.class.getResourceAsStream("/io/loopai/service/openapi.yaml")) {
            contract = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(contract)
                .contains("phase: {type: string, enum: " + names(Rollout.Phase.values()) + "}")
                .contains(
                        "reason: {type: string, enum: "
                                + names(Regeneration.Reason.values())
                                + "}");
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Json::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
