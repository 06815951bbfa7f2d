package io.loopai.service.decisions;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.sandbox.CompilerKind;

/**
 * A source that is to become a version.
 *
 * @param strategy how it was made, such as {@code manual}
 * @param metadata what its maker says of it; may be null
 */
public record NewProgram(String source, CompilerKind compiler, String strategy, JsonNode metadata) {

    /** How a source was made that nobody generated. */
    public static final String MANUAL = "manual";

    /** A program that a person wrote. */
    public static NewProgram written(String source) {
        return new NewProgram(source, CompilerKind.ECJ, MANUAL, null);
    }
}
