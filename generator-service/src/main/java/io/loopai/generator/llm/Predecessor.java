package io.loopai.generator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The program that a new one is to replace, and what is known of its mistakes.
 *
 * <pre>{@code
 * Predecessor old = new Predecessor(source, "agreement is below the target", "81% of 300", verdicts);
 * strategy.write(task, rows, Optional.of(old), 1);
 * }</pre>
 *
 * @param source Java
 * @param why a better one is wanted, in words that quote no input
 * @param message more of that, which may quote some
 * @param verdicts on rows that it had not learned from, by the row's id
 */
public record Predecessor(
        String source, String why, String message, Map<String, Verdict> verdicts) {

    public Predecessor {
        verdicts = Map.copyOf(verdicts);
    }

    /**
     * What it made of a labelled row.
     *
     * @param answer null when it gave none
     */
    public record Verdict(JsonNode answer, boolean correct) {}
}
