package io.loopai.comparison;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether an answer says the same as the right one. Thread-safe. */
@FunctionalInterface
public interface Comparison {

    /**
     * @param output what a program answered; not null
     * @param expected what the oracle answered; not null
     */
    boolean agrees(JsonNode output, JsonNode expected);
}
