package io.loopai.benchmarks;

import io.loopai.generator.LabelledRow;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labelled texts of words that look like English: as many as one likes, the same on every machine.
 *
 * <p>How common words are follows Zipf's law; a few in each text tell the label.
 */
final class MadeUpTexts {

    private static final String[] ONSETS =
            "b bl c ch d dr f g gr h j k l m n p pl pr qu r s sh st t th tr v w".split(" ");
    private static final String[] VOWELS = "a e e i o u ai ea ee ou".split(" ");
    private static final String[] CODAS = "n r s t l d nd ng st ck m ly er tion".split(" ");
    private static final String[] ENDS = {".", ".", "!", "?", "?!", ""};

    private static final int WORDS = 4_000;
    private static final int WORDS_OF_A_LABEL = 40;
    private static final double TELLING = 0.25;
    private static final double CAPITAL = 0.1;
    private static final double NUMBER = 0.05;

    private final int labels;
    private final Random random;
    private final List<String> words = new ArrayList<>();

    MadeUpTexts(int labels, long seed) {
        this.labels = labels;
        this.random = new Random(seed);
        for (int i = 0; i < WORDS; i++) {
            words.add(newWord());
        }
    }

    private String newWord() {
        StringBuilder word = new StringBuilder();
        for (int left = 1 + random.nextInt(2) + random.nextInt(2); left > 0; left--) {
            word.append(of(ONSETS)).append(of(VOWELS));
        }
        return word.append(of(CODAS)).toString();
    }

    private String of(String[] parts) {
        return parts[random.nextInt(parts.length)];
    }

    TaskSpec task() {
        String names =
                IntStream.range(0, labels)
                        .mapToObj(MadeUpTexts::name)
                        .collect(Collectors.joining(","));
        return TaskFile.parse(
                "{id: made-up, input_schema: {type: object, properties: {text: {type: string}},"
                        + " required: [text]}, output_schema: {type: string, enum: ["
                        + names
                        + "]}}",
                "made-up");
    }

    private static String name(int label) {
        return "label" + label;
    }

    /**
     * Rows with labels in turns.
     *
     * @param length of each text, in characters
     */
    List<LabelledRow> rows(int count, int length) {
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % labels;
            rows.add(
                    new LabelledRow(
                            "row" + i,
                            Json.MAPPER.createObjectNode().put("text", text(label, length)),
                            Json.MAPPER.valueToTree(name(label))));
        }
        return rows;
    }

    private String text(int label, int length) {
        String end = of(ENDS);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(text.isEmpty() ? "" : " ").append(word(label));
        }
        return text.substring(0, length - end.length()) + end;
    }

    private String word(int label) {
        if (random.nextDouble() < NUMBER) {
            return String.valueOf(random.nextInt(10_000));
        }
        if (random.nextDouble() < TELLING) {
            return words.get(label * WORDS_OF_A_LABEL % WORDS + random.nextInt(WORDS_OF_A_LABEL));
        }
        String word = words.get((int) Math.pow(WORDS, random.nextDouble()));
        return random.nextDouble() < CAPITAL
                ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
                : word;
    }
}
