package io.loopai.generator;

import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts of words that stand in no prompt, so that any trace of them has come from a row. */
public final class Unheard {

    private static final String CONSONANTS = "zxqvkwj";
    private static final String VOWELS = "aou";

    private Unheard() {}

    /** A task whose schemas and examples quote such texts too. */
    public static TaskSpec task(String privacy) {
        return TaskFile.parse(
                """
                id: things
                description: What a text is about.
                input_schema:
                  type: object
                  properties: {text: {type: string, examples: ["%s"], default: "%s"}}
                output_schema: {type: string, enum: [fruit, tool], $comment: "not %s"}
                examples: [{input: {text: "%s"}, output: fruit}, {input: {text: "%s"}, output: tool}]
                sampling: {policy: random, rate: 1}
                privacy: %s
                """
                        .formatted(text(1), text(2), text(3), text(4), text(5), privacy),
                "things.yaml");
    }

    /** All that a task quotes. */
    public static List<String> quoted() {
        return List.of(text(1), text(2), text(3), text(4), text(5));
    }

    /** Rows with ids, which are somebody's too. */
    public static List<LabelledRow> rows(int count) {
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(
                    new LabelledRow(
                            word(new Random(9_000 + i)),
                            Json.MAPPER.createObjectNode().put("text", text(100 + i)),
                            Json.MAPPER.valueToTree(i % 2 == 0 ? "fruit" : "tool")));
        }
        return rows;
    }

    /** What of the rows must not be seen. */
    public static List<String> texts(List<LabelledRow> rows) {
        List<String> texts = new ArrayList<>();
        for (LabelledRow row : rows) {
            texts.add(row.id());
            texts.add(row.input().get("text").asText());
        }
        return texts;
    }

    /** With umlauts, quotes and other things that encodings escape. */
    public static String text(int seed) {
        Random random = new Random(seed);
        return "'"
                + word(random)
                + "' & ü"
                + word(random)
                + "/"
                + word(random)
                + " k"
                + (100 + random.nextInt(900))
                + "q";
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
            word.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return word.toString();
    }
}
