package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * The right answer to an execution that has already run.
 *
 * @param id of the execution
 * @param output the right answer
 * @param oracle who knows it
 */
public record Label(String id, String task, JsonNode output, Oracle oracle, Instant labelledAt) {}
