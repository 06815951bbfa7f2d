package io.loopai.generator.llm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.generator.LabelledRow;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.List;
import java.util.stream.IntStream;

/** A small task, its rows, and programs as an LLM could write them. */
final class Tasks {

    private Tasks() {}

    static TaskSpec fruit(String privacy) {
        return TaskFile.parse(
                """
                id: fruit
                description: Is it about apples or pears?
                input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                output_schema: {type: string, enum: [apple, pear]}
                privacy: %s
                """
                        .formatted(privacy),
                "fruit.yaml");
    }

    static LabelledRow row(String text, String label) {
        return new LabelledRow(
                text,
                JsonNodeFactory.instance.objectNode().put("text", text),
                TextNode.valueOf(label));
    }

    /** "apple aaa", "pear baa", "apple caa" and so on: no two are nearly the same. */
    static List<LabelledRow> rows(int perLabel) {
        return IntStream.range(0, 2 * perLabel)
                .mapToObj(n -> n % 2 == 0 ? row("apple", n) : row("pear", n))
                .toList();
    }

    private static LabelledRow row(String fruit, int n) {
        return row(fruit + " " + letter(n) + letter(n / 26) + letter(n / 676), fruit);
    }

    private static char letter(int n) {
        return (char) ('a' + n % 26);
    }

    /** So many dozens of each fruit, in which rows are alike but for a number. */
    static List<LabelledRow> dozens(int perLabel) {
        return rows(perLabel).stream()
                .flatMap(
                        row ->
                                IntStream.range(0, 12)
                                        .mapToObj(
                                                n ->
                                                        row(
                                                                row.id() + " " + n,
                                                                row.output().textValue())))
                .toList();
    }

    /** A reply with a class whose answer is this expression. */
    static String reply(String expression) {
        return """
               Here is the class.

               ```java
               import io.loopai.program.*;

               public final class Fruit implements Program {
                   public Answer answer(Input in) {
                       String text = in.text("text");
                       return %s;
                   }
               }
               ```
               """
                .formatted(expression);
    }

    static final String GOOD =
            reply("Answer.of(text.contains(\"pear\") ? \"pear\" : \"apple\", 0.9)");
    static final String ALWAYS_APPLE = reply("Answer.of(\"apple\", 0.8)");
    static final String NO_JAVA = reply("Answer.of(text.sounds(\"pear\"))");
    static final String HOSTILE = reply("Answer.of(System.getenv(\"OPENAI_API_KEY\"))");
}
