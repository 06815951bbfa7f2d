package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopai.generator.Evaluation.OfLabel;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    /** Answers with its text; knows nothing of '?', and breaks on '!'. */
    private static final String ECHO =
            """
            import io.loopai.program.*;
            public final class Echo implements Program {
                public Answer answer(Input in) {
                    String text = in.text("text");
                    if (text.equals("!")) {
                        throw new IllegalStateException("no");
                    }
                    return text.equals("?") ? Answer.abstain() : Answer.of(text, 0.5);
                }
            }
            """;

    @Test
    void shouldCountWhatIsRightWrongAbstainedAndFailed() throws Exception {
        Evaluation evaluation =
                evaluate("string", "a a", "a a", "a b", "b b", "? b", "! a", "c b", "7 a");

        assertThat(evaluation.rows()).isEqualTo(8);
        assertThat(evaluation.answered()).isEqualTo(6);
        assertThat(evaluation.abstained()).isEqualTo(1);
        assertThat(evaluation.errors()).isEqualTo(1);
        assertThat(evaluation.accuracy()).isEqualTo(3 / 8.0);
        assertThat(evaluation.accuracyAnswered()).isEqualTo(3 / 6.0);
        // a: 4 rows, given 3 times, right twice; b: 4 rows, given once, right once.
        assertThat(evaluation.perLabel())
                .isEqualTo(
                        Map.of(
                                "a", new OfLabel(4, 2 / 3.0, 2 / 4.0, 4 / 7.0),
                                "b", new OfLabel(4, 1, 1 / 4.0, 2 / 5.0)));
        assertThat(evaluation.macroF1()).isCloseTo((4 / 7.0 + 2 / 5.0) / 2, within(1e-12));
        assertThat(evaluation.p50Us()).isPositive().isLessThanOrEqualTo(evaluation.p99Us());
    }

    @Test
    void shouldCountAnAnswerAgainstTheSchemaAsAnError() throws Exception {
        Evaluation evaluation = evaluate("{enum: [a, b]}", "a a", "c b");

        assertThat(evaluation.errors()).isEqualTo(1);
        assertThat(evaluation.accuracy()).isEqualTo(0.5);
    }

    @Test
    void shouldCountOutcomesThatAreKnownAlready() throws Exception {
        LabelledRow right = row("{}", "\"a\"");
        LabelledRow wrong = row("{}", "\"b\"");
        ProgramTrial.Outcome outcome = new ProgramTrial.Outcome(right.output(), 1, null, 7_000);

        Evaluation evaluation =
                Evaluation.of(List.of(right, wrong, right), List.of(outcome, outcome, outcome));

        assertThat(evaluation.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        // a: 2 rows, given 3 times, right twice; b: never given.
        assertThat(evaluation.macroF1()).isCloseTo((4 / 5.0 + 0) / 2, within(1e-12));
        assertThat(evaluation.p50Us()).isEqualTo(7);
    }

    @Test
    void shouldCompareNumbersByValue() throws Exception {
        TaskSpec task = task("number");
        String source =
                """
                import io.loopai.program.*;
                public final class Length implements Program {
                    public Answer answer(Input in) {
                        return Answer.of(in.text("text").length() * 1.0);
                    }
                }
                """;

        Evaluation evaluation =
                Evaluation.of(
                        new ProgramTrial(task, Sandbox.compile(source, CompilerKind.ECJ)),
                        List.of(row("{\"text\":\"abc\"}", "3")));

        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.perLabel()).containsOnlyKeys("3");
    }

    @Test
    void shouldCountAsRightWhatTheTaskTakesToAgree() throws Exception {
        TaskSpec task =
                TaskFile.parse(
                        """
                        id: echo
                        input_schema: {type: object}
                        output_schema: {type: string}
                        comparison: fuzzy
                        """,
                        "echo.yaml");

        Evaluation evaluation =
                Evaluation.of(
                        new ProgramTrial(task, Sandbox.compile(ECHO, CompilerKind.ECJ)),
                        List.of(row("{\"text\":\"Abc\"}", "\"abc\"")));

        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.perLabel()).isEqualTo(Map.of("abc", new OfLabel(1, 1, 1, 1)));
    }

    private static Evaluation evaluate(String outputType, String... rows) throws Exception {
        return Evaluation.of(
                new ProgramTrial(task(outputType), Sandbox.compile(ECHO, CompilerKind.ECJ)),
                Stream.of(rows)
                        .map(row -> row.split(" "))
                        .map(row -> row("{\"text\":\"" + row[0] + "\"}", "\"" + row[1] + "\""))
                        .toList());
    }

    private static LabelledRow row(String input, String output) {
        try {
            return new LabelledRow("r", Json.MAPPER.readTree(input), Json.MAPPER.readTree(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TaskSpec task(String outputType) {
        String output = outputType.startsWith("{") ? outputType : "{type: " + outputType + "}";
        return TaskFile.parse(
                "id: echo\ninput_schema: {type: object}\noutput_schema: " + output + "\n",
                "echo.yaml");
    }
}
