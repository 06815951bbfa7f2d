package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * One run of a program on one request, as recorded: the request, its result, the chance it had of
 * being sampled, and what the other live versions answered.
 *
 * <p>A sample is written as the same record: an execution that is {@code sampled}.
 *
 * @param label the known right answer that came with the request, or null
 * @param ts when the request was made, or null
 * @param samplingProbability with which its draw takes it; of an execution that is not sampled, with
 *     which the audit draw takes any of the task's
 * @param draw why the execution goes to the oracle; null when it does not
 * @param others answers of other live versions that differ from {@code output}; null when none does
 * @param same numbers of the other live versions that ran on the request too, and answered the same;
 *     null when none did
 */
public record Execution(
        String id,
        String task,
        int version,
        JsonNode input,
        JsonNode label,
        Instant ts,
        Status status,
        ProgramStatus programStatus,
        JsonNode output,
        Double confidence,
        long latencyUs,
        boolean sampled,
        double samplingProbability,
        Draw draw,
        List<OtherAnswer> others,
        List<Integer> same,
        long revision,
        Instant executedAt,
        String error) {

    /** What another live version answered to the same request. */
    public record OtherAnswer(
            int version, ProgramStatus programStatus, JsonNode output, Double confidence) {}
}
