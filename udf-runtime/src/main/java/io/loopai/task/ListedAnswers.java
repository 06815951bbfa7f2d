package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The answers that a task lists: those that may be told of, while any other text may be a piece of
 * somebody's input.
 */
public final class ListedAnswers {

    private ListedAnswers() {}

    /** An enum's texts, or yes and no; empty where the output schema lists none. */
    public static Set<String> of(JsonNode outputSchema) {
        Set<String> listed = new HashSet<>();
        for (JsonNode choice : outputSchema.path("enum")) {
            if (choice.isTextual() || choice.isBoolean()) {
                listed.add(choice.asText());
            }
        }
        if (listed.isEmpty() && outputSchema.path("type").asText().equals("boolean")) {
            return Set.of("true", "false");
        }
        return Set.copyOf(listed);
    }
}
