package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An execution's output compared with the oracle's.
 *
 * @param id of the execution
 * @param output what the program answered; null when it gave no answer
 * @param expected what the oracle answered; null when the oracle gave no answer
 * @param agrees whether the two agree; null when the oracle gave no answer
 * @param oracle who answered
 * @param draw why the execution was sampled
 * @param probability with which it was chosen
 * @param costUsd what asking cost, in US dollars
 * @param error why the oracle gave no answer, or null
 */
public record Validation(
        String id,
        String task,
        int version,
        JsonNode output,
        JsonNode expected,
        Boolean agrees,
        Oracle oracle,
        Draw draw,
        double probability,
        double costUsd,
        String error,
        Instant validatedAt) {}
