package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record whose right answer is known.
 *
 * @param id names it in messages; its line where the file gives none
 */
public record LabelledRow(String id, JsonNode input, JsonNode output) {}
