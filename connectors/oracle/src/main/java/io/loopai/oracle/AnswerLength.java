package io.loopai.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** How many tokens an answer takes at most, as far as its schema tells. */
final class AnswerLength {

    /** For a label, and for models that put it into a block or a sentence. */
    private static final int LEAST = 300;

    /** What no schema of a usual answer exceeds; where it does not say, or says more. */
    private static final long ANY = 1_000_000;

    private static final int NUMBER = 25;
    private static final int PUNCTUATION = 8;

    private AnswerLength() {}

    /** No tokenizer makes more tokens than there are bytes. */
    static int of(JsonNode schema) {
        return (int) Math.max(LEAST, Math.min(ANY, LEAST / 2 + bytes(schema)));
    }

    private static long bytes(JsonNode schema) {
        if (schema.has("const")) {
            return bytesOf(schema.get("const"));
        }
        if (schema.path("enum").isArray()) {
            long longest = 0;
            for (JsonNode each : schema.get("enum")) {
                longest = Math.max(longest, bytesOf(each));
            }
            return longest;
        }
        return switch (schema.path("type").asText()) {
            case "boolean", "null", "integer", "number" -> NUMBER;
            case "string" -> schema.has("maxLength") ? 4 * schema.get("maxLength").asLong() : ANY;
            case "object" -> ofObject(schema);
            default -> ANY;
        };
    }

    private static long ofObject(JsonNode schema) {
        if (!schema.path("properties").isObject()) {
            return ANY;
        }
        long sum = 0;
        for (var property : schema.get("properties").properties()) {
            sum += property.getKey().getBytes(StandardCharsets.UTF_8).length + PUNCTUATION;
            sum += bytes(property.getValue());
        }
        return sum;
    }

    private static long bytesOf(JsonNode value) {
        return value.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
