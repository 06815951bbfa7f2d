package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three rows of each label, which no prompt shows: too few to claim anything. */
class FewRowsWithLlmTest {

    private static final String LABELS = "[a, b, c, d, e, f, g, h, i, j, k, l]";

    private static final TaskSpec TASK =
            TaskFile.parse(
                    """
                    id: letters
                    description: The letter of the second word.
                    input_schema: {type: object, properties: {text: {type: string}}}
                    output_schema: {type: string, enum: %s}
                    privacy: strict
                    """
                            .formatted(LABELS),
                    "letters.yaml");

    private static final String PROGRAM =
            """
            ```java
            import io.loopai.program.*;

            public final class Letters implements Program {
                public Answer answer(Input in) {
                    return Answer.of(in.text("text").split(" ")[1], 0.9);
                }
            }
            ```
            """;

    private static final String A_FIELD_IS_MISSING =
            "the answer's field 'note' is missing or no plain value in some rows; only objects whose fields"
                    + " are all there, and are texts, numbers or booleans, can be learned; others"
                    + " need a program that an LLM or a person writes";

    private final List<LabelledRow> rows = rows(3);
    private final List<JsonNode> inputs = rows(20).stream().map(LabelledRow::input).toList();

    /** The letter says it all, and no other row has the words around it. */
    private static List<LabelledRow> rows(int each) {
        List<LabelledRow> rows = new ArrayList<>();
        for (char label = 'a'; label <= 'l'; label++) {
            for (int i = 0; i < each; i++) {
                String word = Integer.toString(1_000 * (label - 'a') + i, Character.MAX_RADIX);
                rows.add(Rows.of("x" + word + " " + label, String.valueOf(label)));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(names = {"LLM", "HYBRID", "AUTO"})
    void shouldAnswerAsTheWrittenProgramThatIsRight(Strategy strategy) throws Exception {
        for (List<JsonNode> unlabelled : List.of(inputs, List.<JsonNode>of())) {
            Generation generation = generate(strategy, unlabelled, PROGRAM);

            assertThat(generation.estimate()).isNull();
            assertThat(accuracy(generation)).isEqualTo(1);
        }
    }

    @Test
    void shouldMixWrittenProgramsWithWhatIsLearned() {
        assertThat(generate(Strategy.HYBRID, List.of(), PROGRAM).strategy()).isEqualTo("hybrid");
        assertThat(generate(Strategy.HYBRID, inputs, PROGRAM).strategy()).isEqualTo("hybrid");
    }

    @Test
    void shouldStayWithWhatIsLearnedWhereTheWrittenProgramIsWrong() {
        String wrong = PROGRAM.replace("in.text(\"text\").split(\" \")[1]", "\"a\"");

        for (List<JsonNode> unlabelled : List.of(inputs, List.<JsonNode>of())) {
            String learned =
                    new Generator(TASK, rows, 1).withUnlabelled(unlabelled).learned().source();
            assertThat(generate(Strategy.AUTO, unlabelled, wrong).source()).isEqualTo(learned);
        }
    }

    /** An LLM may know the other answers. */
    @Test
    void shouldAskAnLlmWhereAllRowsHaveOneAnswer() throws Exception {
        for (Strategy strategy : List.of(Strategy.LLM, Strategy.AUTO)) {
            assertThat(accuracy(generate(strategy, ofOneAnswer(), inputs, PROGRAM))).isEqualTo(1);
        }
    }

    @Test
    void shouldNotPayAnLlmForAMixWithWhatCannotBeLearned() {
        try (LlmServer server = LlmServer.start()) {
            Generator generator = new Generator(TASK, ofOneAnswer(), 1);

            assertThatThrownBy(() -> WithLlm.generate(server, 1, generator, Strategy.HYBRID))
                    .isInstanceOf(InvalidLabelsException.class)
                    .hasMessage(
                            "all 40 examples and labelled rows have the same answer, \"a\", from which"
                                    + " nothing can be learned; add rows with other answers");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static final TaskSpec WITH_NOTES =
            TaskFile.parse(
                    """
                    id: letters
                    description: The letter of the second word, and what to note, if anything.
                    input_schema: {type: object, properties: {text: {type: string}}}
                    output_schema:
                      type: object
                      properties: {letter: {type: string, enum: %s}, note: {type: string}}
                      required: [letter]
                    privacy: strict
                    """
                            .formatted(LABELS),
                    "letters.yaml");

    /** One row in two has a note. */
    private static List<LabelledRow> withNotes() {
        List<LabelledRow> rows = new ArrayList<>();
        for (LabelledRow row : rows(10)) {
            ObjectNode output = Json.MAPPER.createObjectNode();
            output.set("letter", row.output());
            if (rows.size() % 2 == 1) {
                output.put("note", "odd");
            }
            rows.add(new LabelledRow(row.id(), row.input(), output));
        }
        return rows;
    }

    @Test
    void shouldTakeAWrittenProgramWhereAFieldCannotBeLearned() {
        String program =
                PROGRAM.replace(
                        "Answer.of(in.text(\"text\").split(\" \")[1], 0.9)",
                        "Answer.object().put(\"letter\", in.text(\"text\").split(\" \")[1])");
        try (LlmServer server = LlmServer.start()) {
            server.then(Behaviour.says(program));
            Generator generator = new Generator(WITH_NOTES, withNotes(), 1);

            Generation generation = WithLlm.generate(server, 1, generator, Strategy.AUTO);

            assertThat(generation.strategy()).isEqualTo("llm");
            assertThat(generation.notes())
                    .contains("only the LLM's programs were tried: " + A_FIELD_IS_MISSING);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HYBRID", "LEARNED"})
    void shouldNotPayAnLlmWhereAFieldCannotBeLearned(Strategy strategy) {
        try (LlmServer server = LlmServer.start()) {
            Generator generator = new Generator(WITH_NOTES, withNotes(), 1);

            assertThatThrownBy(() -> WithLlm.generate(server, 1, generator, strategy))
                    .isInstanceOf(InvalidLabelsException.class)
                    .hasMessage(A_FIELD_IS_MISSING);
            assertThat(server.requests()).isEmpty();
        }
    }

    /** Always saying it is right about all rows, and no program for the task. */
    @Test
    void shouldNotPreferAProgramThatAlwaysSaysTheOneAnswer() {
        String constant = PROGRAM.replace("in.text(\"text\").split(\" \")[1]", "\"a\"");
        String words =
                PROGRAM.replace(
                        "return Answer.of(in.text(\"text\").split(\" \")[1], 0.9)",
                        "return Answer.of(in.text(\"text\").endsWith(\" a\")"
                                + " && !in.text(\"text\").startsWith(\"x1\") ? \"a\" : \"b\", 0.9)");
        List<LabelledRow> ofOneAnswer = new ArrayList<>(ofOneAnswer());
        ofOneAnswer.add(Rows.of("x17 a", "a"));

        for (Strategy strategy : List.of(Strategy.LLM, Strategy.AUTO)) {
            for (List<LabelledRow> few : List.of(ofOneAnswer, ofOneAnswer.subList(0, 4))) {
                assertThat(generate(strategy, few, inputs, constant, words).source())
                        .contains("endsWith");
                assertThat(generate(strategy, few, inputs, words, constant, PROGRAM).source())
                        .as("right about all, and not because it always says the same")
                        .contains("split");
                assertThat(generate(strategy, few, inputs, constant).source()).contains("\"a\"");
            }
        }
    }

    @Test
    void shouldSayWhatOneAnswerIsTooLittleFor() {
        assertThat(generate(Strategy.AUTO, ofOneAnswer(), inputs, PROGRAM).notes())
                .contains(
                        "only the LLM's programs were tried: all 40 examples and labelled rows have the"
                                + " same answer, \"a\", from which nothing can be learned; add rows with"
                                + " other answers",
                        "no accuracy is claimed, because nothing can be measured: all rows have the"
                                + " answer \"a\"; label rows with other answers, at least 5 for each");
    }

    private static List<LabelledRow> ofOneAnswer() {
        return rows(40).subList(0, 40);
    }

    /** Both are right about all rows, but one knows more words. */
    @Test
    void shouldTakeTheMoreThoroughOfProgramsThatAreRightAlike() {
        String thorough =
                PROGRAM.replace(
                        "return Answer",
                        """
                        if (in.text("text").contains("alpha")) {
                            return Answer.of("a", 0.9);
                        }
                        return Answer""");

        assertThat(generate(Strategy.LLM, inputs, PROGRAM, thorough).source()).contains("alpha");
        assertThat(generate(Strategy.LLM, inputs, thorough, PROGRAM).source()).contains("alpha");
    }

    /** Then it is the LLM that failed, and not the rows. */
    @Test
    void shouldSayWhyTheLlmCameToNothingWhereAllRowsHaveOneAnswer() {
        assertThatThrownBy(() -> generate(Strategy.AUTO, ofOneAnswer(), inputs, "I cannot."))
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageStartingWith(
                        "the LLM wrote no program that can be used\n"
                                + "only the LLM's programs were tried: all 40 examples and labelled rows"
                                + " have the same answer, \"a\", from which nothing can be learned; add"
                                + " rows with other answers\n"
                                + "llm 1 came to nothing: ");
    }

    private Generation generate(Strategy strategy, List<JsonNode> unlabelled, String... programs) {
        return generate(strategy, rows, unlabelled, programs);
    }

    private static Generation generate(
            Strategy strategy,
            List<LabelledRow> rows,
            List<JsonNode> unlabelled,
            String... programs) {
        try (LlmServer server = LlmServer.start()) {
            for (String program : programs) {
                server.then(Behaviour.says(program));
            }
            Generator generator = new Generator(TASK, rows, 1).withUnlabelled(unlabelled);
            return WithLlm.generate(server, programs.length, generator, strategy);
        }
    }

    private double accuracy(Generation generation) throws Exception {
        var program = Sandbox.compile(generation.source(), CompilerKind.ECJ);
        return Evaluation.of(new ProgramTrial(TASK, program), rows(20)).accuracy();
    }
}
