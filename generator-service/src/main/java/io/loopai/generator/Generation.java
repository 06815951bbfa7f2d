package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.llm.Transcript;
import io.loopai.generator.select.Estimate;
import io.loopai.task.Json;
import java.util.List;

/**
 * A generated program, and how it came to be.
 *
 * @param source of the program; the sandbox has accepted it
 * @param strategy {@code learned}, {@code llm} or {@code hybrid}
 * @param estimate null when there are too few rows to measure anything
 * @param threshold the confidence below which the program abstains; 0 for never
 * @param coverage share of records that it answers; 1 when it never abstains
 * @param candidates what was compared, the best first; empty without an estimate
 * @param costUsd what asking an LLM cost, in US dollars
 * @param seconds of elapsed time
 * @param notes what people should know, a sentence each
 * @param transcripts of the talks with an LLM; empty without one
 */
public record Generation(
        String source,
        String strategy,
        Estimate estimate,
        double threshold,
        double coverage,
        List<Compared> candidates,
        double costUsd,
        double seconds,
        List<String> notes,
        List<Transcript> transcripts) {

    /** A candidate with its accuracy out of fold. */
    public record Compared(String name, double accuracy) {}

    /** For {@code metadata.json}: all but the source. */
    public JsonNode metadata() {
        ObjectNode node = Json.MAPPER.valueToTree(this);
        node.remove("source");
        return node;
    }
}
