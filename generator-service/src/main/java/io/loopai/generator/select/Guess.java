package io.loopai.generator.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;

/**
 * What a program says of one record.
 *
 * @param output the answer; null when it abstained or failed
 * @param confidence a probability
 */
public record Guess(JsonNode output, double confidence) {

    /** No answer. */
    public static final Guess NONE = new Guess(null, 0);

    /** Whether there is an answer, and it is right. */
    public boolean isRight(JsonNode right, Comparison comparison) {
        return output != null && comparison.agrees(output, right);
    }
}
