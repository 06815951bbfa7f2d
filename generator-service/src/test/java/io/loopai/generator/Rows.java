package io.loopai.generator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Labelled rows and tasks for tests. */
public final class Rows {

    private static final Map<String, String[]> WORDS =
            Map.of(
                    "billing", new String[] {"invoice", "refund", "charge", "payment", "card"},
                    "bug", new String[] {"crash", "error", "broken", "freezes", "stack"},
                    "praise", new String[] {"great", "love", "thanks", "wonderful", "happy"});

    static final String[] FILLERS = {
        "the", "my", "we", "a", "today", "again", "please", "about", "since", "with", "it", "you"
    };

    private Rows() {}

    public static LabelledRow of(String text, String label) {
        return new LabelledRow(
                text + "/" + label,
                Json.MAPPER.createObjectNode().put("text", text),
                Json.MAPPER.valueToTree(label));
    }

    /** Texts of some filler words and one or two that tell the label, all different. */
    public static List<LabelledRow> tickets(int count, long seed) {
        Random random = new Random(seed);
        List<String> labels = WORDS.keySet().stream().sorted().toList();
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = labels.get(random.nextInt(labels.size()));
            StringBuilder text = new StringBuilder();
            int telling = random.nextInt(6);
            for (int w = 0; w < 6; w++) {
                String[] from = w == telling ? WORDS.get(label) : FILLERS;
                text.append(w == 0 ? "" : " ").append(from[random.nextInt(from.length)]);
            }
            rows.add(of(text.toString(), label));
        }
        return rows;
    }

    public static TaskSpec ticketTask(String more) {
        return task(
                "{id: tickets, description: Which team gets the ticket,"
                        + " input_schema: {type: object, properties: {text: {type: string}}},"
                        + " output_schema: {type: string, enum: [billing, bug, praise]}"
                        + more
                        + "}");
    }

    public static TaskSpec task(String yaml) {
        return TaskFile.parse(yaml, "test");
    }

    public static LabelledRow row(String id, String input, String output) {
        try {
            return new LabelledRow(id, Json.MAPPER.readTree(input), Json.MAPPER.readTree(output));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static JsonNode json(String text) {
        return row("any", text, "0").input();
    }
}
