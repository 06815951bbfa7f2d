package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Rows;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rows about three topics with many words each, of which a row has only four: few labelled rows do
 * not show all words, but rows without labels show which of them belong together.
 */
public final class Synonyms {

    public static final TaskSpec TASK =
            Rows.task(
                    "{id: topics, description: '',"
                            + " input_schema: {type: object, properties: {text: {type: string}}},"
                            + " output_schema: {type: string, enum: [x1, x2, x3]}}");

    private static final int TOPICS = 3;
    private static final int WORDS = 200;

    private Synonyms() {}

    public static List<LabelledRow> rows(int count, long seed) {
        Random random = new Random(seed);
        List<String> words = words();
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int topic = random.nextInt(TOPICS);
            StringBuilder text = new StringBuilder("n" + random.nextInt(1_000));
            for (int w = 0; w < 4; w++) {
                text.append(' ').append(words.get(topic * WORDS + random.nextInt(WORDS)));
            }
            rows.add(Rows.of(text.toString(), "x" + (topic + 1)));
        }
        return rows;
    }

    public static List<JsonNode> inputs(int count, long seed) {
        return rows(count, seed).stream().map(LabelledRow::input).toList();
    }

    /** Random letters, so that no word looks like others of its topic. */
    private static List<String> words() {
        Random letters = new Random(5);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < TOPICS * WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int letter = 0; letter < 6; letter++) {
                word.append((char) ('a' + letters.nextInt(26)));
            }
            words.add(word.toString());
        }
        return words;
    }
}
