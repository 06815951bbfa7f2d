package io.loopai.generator.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.ProgramTrial;

/**
 * What a version says of one record.
 *
 * @param answered whether it is sure enough to answer; what it would have said is known all the same
 */
record Reply(ProgramTrial.Outcome outcome, boolean answered) {

    /** The answer as a text; null when there is none. */
    String label() {
        return answered ? name(outcome.output()) : null;
    }

    /** Without looking at whether it is sure enough. */
    boolean isRight(JsonNode wanted) {
        return outcome.isRight(wanted);
    }

    boolean differsFrom(Reply other) {
        return label() == null ? other.label() != null : !label().equals(other.label());
    }

    static String name(JsonNode label) {
        return label.isTextual() ? label.textValue() : label.toString();
    }
}
