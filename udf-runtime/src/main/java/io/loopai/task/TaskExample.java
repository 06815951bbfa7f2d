package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;

/** One request with its right answer, as a task file gives it. */
public record TaskExample(JsonNode input, JsonNode output) {}
