package io.loopai.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Oracle;

/**
 * What became of a question.
 *
 * @param expected the right answer; null when there is none
 * @param oracle who gave it, or should have
 * @param consistent whether the oracle said the same twice; null when it was asked once
 * @param error why there is no answer; null when there is
 */
record OracleReply(
        JsonNode expected, Oracle oracle, Boolean consistent, double costUsd, String error) {

    static OracleReply known(JsonNode expected, Oracle oracle) {
        return new OracleReply(expected, oracle, null, 0, null);
    }

    /** The question gets no answer any more. */
    static OracleReply missing(Oracle oracle, double costUsd, String error) {
        return new OracleReply(null, oracle, null, costUsd, error);
    }
}
