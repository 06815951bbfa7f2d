package io.loopai.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.comparison.Comparisons;
import io.loopai.task.Oracle;

/**
 * What became of a question.
 *
 * @param expected the right answer; null when there is none
 * @param oracle who gave it, or should have
 * @param consistent whether the oracle said the same twice; null when it was asked once
 * @param costUsd what asking cost, tries in vain included
 * @param model who was paid; null when nobody was
 * @param tokensIn of the questions; null when nobody was paid
 * @param tokensOut of the answers; null when nobody was paid
 * @param error why there is no answer; null when there is
 */
record OracleReply(
        JsonNode expected,
        Oracle oracle,
        Boolean consistent,
        double costUsd,
        String model,
        Long tokensIn,
        Long tokensOut,
        String error) {

    private static final Comparison EXACT = Comparisons.of(null);

    static OracleReply known(JsonNode expected, Oracle oracle) {
        return new OracleReply(expected, oracle, null, 0, null, null, null, null);
    }

    /** The question gets no answer any more. */
    static OracleReply missing(Oracle oracle, String error) {
        return new OracleReply(null, oracle, null, 0, null, null, null, error);
    }

    /** An LLM's word is no match for what a person or a known label has said. */
    boolean mayReplace(OracleReply earlier) {
        return earlier.expected == null || oracle != Oracle.LLM || earlier.oracle == Oracle.LLM;
    }

    /** Whether both say the same. */
    boolean repeats(OracleReply earlier) {
        return earlier.expected != null && EXACT.agrees(expected, earlier.expected);
    }

    /** The LLM's answer, or that there is none, with what all tries have cost. */
    OracleReply paid(Progress at, String llm) {
        boolean isPaid = at.costUsd > 0 || at.tokensIn > 0;
        return new OracleReply(
                expected,
                oracle,
                consistent,
                at.costUsd,
                isPaid ? llm : null,
                isPaid ? at.tokensIn : null,
                isPaid ? at.tokensOut : null,
                error);
    }
}
