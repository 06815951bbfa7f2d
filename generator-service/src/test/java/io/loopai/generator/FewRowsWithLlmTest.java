package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
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
                        "the LLM wrote no program that can be used\nllm 1 came to nothing: ");
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
