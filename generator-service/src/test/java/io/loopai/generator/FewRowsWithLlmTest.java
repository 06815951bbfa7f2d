package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            Generation generation = generate(strategy, unlabelled);

            assertThat(generation.estimate()).isNull();
            assertThat(accuracy(generation)).isEqualTo(1);
        }
    }

    @Test
    void shouldMixWrittenProgramsWithWhatIsLearned() {
        assertThat(generate(Strategy.HYBRID, List.of()).strategy()).isEqualTo("hybrid");
        assertThat(generate(Strategy.HYBRID, inputs).strategy()).isEqualTo("hybrid");
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

    private Generation generate(Strategy strategy, List<JsonNode> unlabelled) {
        return generate(strategy, unlabelled, PROGRAM);
    }

    private Generation generate(Strategy strategy, List<JsonNode> unlabelled, String program) {
        try (LlmServer server = LlmServer.start().then(Behaviour.says(program));
                LlmClient client =
                        LlmClient.open(
                                LlmSettings.of(server.url(), "test", "key")
                                        .retries(0, Duration.ofMillis(1)),
                                PriceTable.standard(),
                                CostBudget.ofUsd(100),
                                null)) {
            LlmStrategy llm = new LlmStrategy(client, new LlmOptions(1, 0, 3));
            return new Generator(TASK, rows, 1)
                    .withUnlabelled(unlabelled)
                    .generate(strategy, Optional.of(llm));
        }
    }

    private double accuracy(Generation generation) throws Exception {
        var program = Sandbox.compile(generation.source(), CompilerKind.ECJ);
        return Evaluation.of(new ProgramTrial(TASK, program), rows(20)).accuracy();
    }
}
