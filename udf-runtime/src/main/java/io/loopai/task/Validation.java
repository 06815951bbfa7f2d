package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * An execution's output compared with the oracle's: all that is needed to judge the live versions, and
 * to learn from it.
 *
 * <p>Every sample gets one. Where the oracle gave no answer, {@code error} says why, and the sample
 * counts as missing. A second one for the same id, made when a label came late, replaces the first.
 *
 * @param id of the execution
 * @param version that answered
 * @param output what the program answered; null when it gave no answer
 * @param confidence of the program in its answer; null when it gave none
 * @param expected what the oracle answered; null when the oracle gave no answer
 * @param agrees whether the two agree; false when the program gave no answer; null when the oracle
 *     gave none
 * @param others answers of other live versions that differ from {@code output}; null when none does.
 *     A live version that is not among them answered the same
 * @param revision of the deployment under which the execution ran
 * @param oracle who answered, or was asked
 * @param draw why the execution went to the oracle
 * @param probability with which that draw takes it
 * @param consistent whether an oracle that was asked twice said the same both times; null when it was
 *     asked once
 * @param costUsd what asking cost, in US dollars
 * @param error why the oracle gave no answer, or null
 */
public record Validation(
        String id,
        String task,
        int version,
        JsonNode input,
        JsonNode output,
        Double confidence,
        JsonNode expected,
        Boolean agrees,
        List<OtherAnswer> others,
        long revision,
        Oracle oracle,
        Draw draw,
        double probability,
        Boolean consistent,
        double costUsd,
        String error,
        Instant executedAt,
        Instant validatedAt) {

    /**
     * What another live version answered to the same request.
     *
     * @param output null when it gave no answer
     * @param agrees whether it agrees with the oracle; null when the oracle gave no answer
     */
    public record OtherAnswer(
            int version, ProgramStatus programStatus, JsonNode output, Boolean agrees) {}
}
