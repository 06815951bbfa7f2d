package io.loopai.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import java.util.Optional;

/**
 * Checks plain values against a JSON Schema.
 *
 * <p>Nearly every record is valid and nearly every schema is simple, so {@link FastAccept} says yes
 * where it surely can; everything else is asked of the real validator, which also words what is
 * wrong.
 */
final class ValueCheck {

    private final JsonSchema schema;
    private final FastAccept fast;

    /**
     * @throws IllegalArgumentException when the node is no JSON Schema
     */
    ValueCheck(JsonNode node) {
        schema = JsonSchema.compile(node);
        fast = FastAccept.of(node);
    }

    /** What is wrong with the value; empty when it satisfies the schema. */
    Optional<String> problem(Object value) {
        if (fast.accepts(value)) {
            return Optional.empty();
        }
        try {
            return schema.problem(Json.MAPPER.valueToTree(value));
        } catch (RuntimeException | StackOverflowError e) {
            // A pattern of the schema can break on one value; that must not stop all others.
            return Optional.of("could not be checked: " + e.getClass().getSimpleName());
        }
    }
}
