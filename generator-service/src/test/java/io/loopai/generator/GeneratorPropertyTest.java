package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the task, the rows and the strategy: a program that answers, or a message that says why not. */
class GeneratorPropertyTest {

    private static final String[] WORDS = {
        "invoice", "crash", "love", "refund", "error", "thanks", "", "2026-01-03", "ärger", "!?"
    };

    /** What a task answers, and a program that always gives one of the answers. */
    enum Outputs {
        LABELS("{type: string, enum: [a, b, c, d]}", "Answer.of(\"a\", 0.9)"),
        MANY_LABELS(
                "{type: string, enum: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r]}",
                "Answer.of(\"r\")"),
        BOOLEANS("{type: boolean}", "Answer.of(true)"),
        NUMBERS("{type: integer, minimum: 0, maximum: 10}", "Answer.of(3)"),
        FIELDS(
                "{type: object, properties: {mood: {type: string, enum: [positive, negative]},"
                        + " urgent: {type: boolean}}, required: [mood, urgent]}",
                "Answer.object().put(\"mood\", \"positive\").put(\"urgent\", true)");

        private final String schema;
        private final String answer;

        Outputs(String schema, String answer) {
            this.schema = schema;
            this.answer = answer;
        }

        private String of(Random random) {
            return switch (this) {
                case LABELS -> "\"" + (char) ('a' + random.nextInt(4)) + "\"";
                case MANY_LABELS -> "\"" + (char) ('a' + random.nextInt(18)) + "\"";
                case BOOLEANS -> "" + random.nextBoolean();
                case NUMBERS -> "" + random.nextInt(11);
                case FIELDS ->
                        "{\"mood\": \"%s\", \"urgent\": %s}"
                                .formatted(
                                        random.nextBoolean() ? "positive" : "negative",
                                        random.nextBoolean());
            };
        }
    }

    /** What a task is asked. */
    enum Inputs {
        TEXT("{text: {type: string}}"),
        NUMBER("{amount: {type: number}}"),
        MIXED("{title: {type: string}, amount: {type: number}, from: {type: object}}");

        private final String properties;

        Inputs(String properties) {
            this.properties = properties;
        }

        private String of(Random random) {
            String text =
                    WORDS[random.nextInt(WORDS.length)]
                            + " "
                            + WORDS[random.nextInt(WORDS.length)]
                            + " "
                            + random.nextInt(5_000);
            return switch (this) {
                case TEXT -> "{\"text\": \"" + text + "\"}";
                case NUMBER -> "{\"amount\": " + random.nextInt(50) / 4.0 + "}";
                case MIXED ->
                        "{\"title\": \"%s\", \"amount\": %d, \"from\": {\"vip\": %s}}"
                                .formatted(text, random.nextInt(9), random.nextBoolean());
            };
        }
    }

    @Property(tries = 40)
    void shouldMakeAProgramOrSayWhyNot(
            @ForAll Outputs outputs,
            @ForAll Inputs inputs,
            @ForAll Strategy strategy,
            @ForAll boolean strict,
            @ForAll @IntRange(max = 70) int rowCount,
            @ForAll boolean unlabelled,
            @ForAll @IntRange(min = 1, max = 2) int programs,
            @ForAll long seed)
            throws Exception {
        TaskSpec task = task(outputs, inputs, strict);
        Random random = new Random(seed);
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < rowCount; i++) {
            rows.add(Rows.row("r" + i, inputs.of(random), outputs.of(random)));
        }
        List<JsonNode> others = new ArrayList<>();
        for (int i = 0; unlabelled && i < 2_000; i++) {
            others.add(Rows.json(inputs.of(random)));
        }

        Generation generation;
        try (LlmServer server = LlmServer.start().then(Behaviour.says(program(outputs)))) {
            Generator generator = new Generator(task, rows, 1).withUnlabelled(others);
            generation = WithLlm.generate(server, programs, generator, strategy);
        } catch (InvalidLabelsException e) {
            assertThat(canBeUsed(rows, strategy)).as(e.getMessage()).isFalse();
            return;
        }
        assertThat(canBeUsed(rows, strategy)).isTrue();
        ProgramTrial trial =
                new ProgramTrial(task, Sandbox.compile(generation.source(), CompilerKind.ECJ));
        for (int i = 0; i < 20; i++) {
            ProgramTrial.Outcome outcome = trial.run(Rows.json(inputs.of(random)));
            assertThat(outcome.error()).isNull();
            assertThat(outcome.output() != null || generation.threshold() > 0).isTrue();
        }
    }

    private static boolean canBeUsed(List<LabelledRow> rows, Strategy strategy) {
        boolean learns = strategy == Strategy.LEARNED || strategy == Strategy.HYBRID;
        long answers = rows.stream().map(LabelledRow::output).distinct().count();
        return answers > (learns ? 1 : 0);
    }

    private static TaskSpec task(Outputs outputs, Inputs inputs, boolean strict) {
        return Rows.task(
                "{id: any, description: Anything, input_schema: {type: object, properties: "
                        + inputs.properties
                        + "}, output_schema: "
                        + outputs.schema
                        + (strict ? ", privacy: strict" : "")
                        + "}");
    }

    private static String program(Outputs outputs) {
        return """
               ```java
               import io.loopai.program.*;

               public final class Always implements Program {
                   public Answer answer(Input in) {
                       return %s;
                   }
               }
               ```
               """
                .formatted(outputs.answer);
    }
}
