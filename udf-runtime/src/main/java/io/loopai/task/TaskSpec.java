package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What to compute: the question that one program after another will answer.
 *
 * <pre>{@code
 * TaskSpec task = TaskFile.read(Path.of("spam.yaml"));
 * }</pre>
 *
 * <p>Made by {@link TaskFile}, which checks it and fills in the defaults.
 *
 * @param id names the task in topics, folders and URLs; see {@link Ids#isTaskId}
 * @param description what the answer means, for people and for whoever writes the program
 * @param inputSchema JSON Schema (2020-12) of a request's input; an object
 * @param outputSchema JSON Schema (2020-12) of an answer
 * @param examples requests with their right answers; may be empty
 * @param accuracyTarget the agreement with the oracle to reach, a probability
 * @param latencyTargetMs milliseconds that one answer may take
 * @param sampling which executions go to the oracle
 * @param privacy what may leave the operator's machines
 * @param fallback who answers when a program abstains
 * @param defaultOutput the answer for {@link Fallback#DEFAULT}; null otherwise
 * @param oracle who knows the right answers; null: the LLM where the oracle job was given one and
 *     privacy lets it be asked, else labels
 * @param comparison when an answer agrees with the oracle's, see {@link
 *     io.loopai.comparison.Comparisons}; null: when they are equal
 */
public record TaskSpec(
        String id,
        String description,
        JsonNode inputSchema,
        JsonNode outputSchema,
        List<TaskExample> examples,
        double accuracyTarget,
        double latencyTargetMs,
        Sampling sampling,
        Privacy privacy,
        Fallback fallback,
        JsonNode defaultOutput,
        Oracle oracle,
        JsonNode comparison) {

    public TaskSpec {
        examples = examples == null ? List.of() : List.copyOf(examples);
    }
}
