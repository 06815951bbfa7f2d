package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One question to a task's program.
 *
 * @param id names the request; null: the place it was read from names it
 * @param task null: the task that the job was started for
 * @param input satisfies the task's input schema
 * @param output the known right answer, if there is one: recorded, and hidden from the program
 * @param ts when the request was made
 * @param version run this live version, whatever the routing says
 * @param forceValidation send this execution to the oracle
 */
public record Request(
        String id,
        String task,
        JsonNode input,
        JsonNode output,
        Instant ts,
        Integer version,
        Boolean forceValidation) {}
