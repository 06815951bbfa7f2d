package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What the caller of a request gets.
 *
 * @param version the version that ran
 * @param status what the caller got
 * @param programStatus what the program did
 * @param output the answer; null when there is none
 * @param confidence of the program in its answer, a probability; null when it gave none
 * @param latencyUs microseconds inside the program
 * @param sampled whether the execution goes to the oracle
 * @param error why there is no answer; null when there is one
 */
public record Result(
        String id,
        String task,
        int version,
        Status status,
        ProgramStatus programStatus,
        JsonNode output,
        Double confidence,
        long latencyUs,
        boolean sampled,
        Instant executedAt,
        String error) {}
