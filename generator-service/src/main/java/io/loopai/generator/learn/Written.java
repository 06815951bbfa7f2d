package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.select.Guess;
import java.util.Set;
import java.util.function.Function;

/**
 * A program that an LLM or a person wrote, as something to learn from: what it answers is a feature
 * like any other.
 *
 * @param name tells programs apart
 * @param source its Java source
 * @param seen ids of rows that stood in its prompt
 * @param answers runs it
 */
public record Written(
        String name, String source, Set<String> seen, Function<JsonNode, Guess> answers) {}
