package io.loopai.generator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How many programs to have written, and what the LLM may see.
 *
 * <pre>{@code
 * LlmOptions options = LlmOptions.DEFAULT.masker(pii::mask);
 * }</pre>
 *
 * @param candidates how many programs, each from a prompt of its own
 * @param repairs how often a program is sent back to be mended
 * @param rowsPerLabel how many labelled rows of each label stand in a prompt
 * @param masker removes personal data from the input of a row, and from what programs say of it,
 *     before it stands in a prompt
 */
public record LlmOptions(
        int candidates, int repairs, int rowsPerLabel, UnaryOperator<JsonNode> masker) {

    /** Three candidates, two repairs, five rows of each label, nothing masked. */
    public static final LlmOptions DEFAULT = new LlmOptions(3, 2, 5, UnaryOperator.identity());

    public LlmOptions {
        Objects.requireNonNull(masker, "masker");
        if (candidates < 1 || repairs < 0 || rowsPerLabel < 1) {
            throw new IllegalArgumentException(
                    "needs at least one candidate, no repair, and one row of each label");
        }
    }

    /** The same with another masker. */
    public LlmOptions masker(UnaryOperator<JsonNode> other) {
        return new LlmOptions(candidates, repairs, rowsPerLabel, other);
    }
}
