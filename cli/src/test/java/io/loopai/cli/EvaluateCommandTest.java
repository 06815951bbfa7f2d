package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    @TempDir private Path dir;
    private Path data;
    private Path labels;

    @BeforeEach
    void addTwoPrograms() throws IOException {
        data = dir.resolve("data");
        Path task =
                Files.writeString(
                        dir.resolve("spam.yaml"),
                        """
                        id: spam
                        input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                        output_schema: {type: string, enum: [spam, ham]}
                        """);
        labels =
                Files.writeString(
                        dir.resolve("labels.jsonl"),
                        """
                        {"input": {"text": "win a prize"}, "output": "spam"}
                        {"input": {"text": "free prize"}, "output": "spam"}
                        {"input": {"text": "lunch?"}, "output": "ham"}
                        {"input": {"text": "free lunch"}, "output": "ham"}
                        """);
        add(
                task.toString(),
                "Free",
                "in.text(\"text\").contains(\"free\") ? Answer.of(\"spam\") : Answer.of(\"ham\")");
        add(
                "spam",
                "Prize",
                "in.text(\"text\").contains(\"prize\") ? Answer.of(\"spam\") : Answer.abstain()");
    }

    @Test
    void shouldMeasureTheActiveProgram() {
        Outcome outcome = evaluate();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().replaceAll("p50 .*", "p50"))
                .isEqualTo(
                        """
                        spam v1: accuracy 50.0% on 4 rows, macro-F1 50.0%
                        time of an answer: p50

                        label  rows  precision  recall     F1
                        ham       2      50.0%   50.0%  50.0%
                        spam      2      50.0%   50.0%  50.0%
                        """);
    }

    @Test
    void shouldSayHowOftenAnotherProgramAnswers() {
        assertThat(evaluate("--version", "v2").out())
                .startsWith(
                        """
                        spam v2: accuracy 50.0% on 4 rows, macro-F1 50.0%
                        answered 2 (100.0% of them rightly), abstained 2, failed 0
                        """);
    }

    @Test
    void shouldWriteOneJsonObject() {
        JsonNode json = evaluate("--json").json();

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "rows",
                        "answered",
                        "accuracy",
                        "macro_f1",
                        "accuracy_answered",
                        "abstained",
                        "errors",
                        "p50_us",
                        "p99_us",
                        "per_label");
        assertThat(json.get("per_label").get("ham"))
                .hasToString("{\"rows\":2,\"precision\":0.5,\"recall\":0.5,\"f1\":0.5}");
    }

    @Test
    void shouldSayWhatCannotBeMeasured() throws IOException {
        Files.writeString(labels, "{\"input\":{},\"output\":\"eggs\"}\n");

        assertThat(evaluate())
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + labels
                                        + ": 2 of its rows cannot be used; mend or remove them\n"
                                        + "line 1: input: required property 'text' not found\n"
                                        + "line 1: output: does not have a value in the enumeration"
                                        + " [\"spam\", \"ham\"]\n"));
        assertThat(evaluate("--version", "9").err())
                .isEqualTo("error: there is no v9 of 'spam'; stored versions: v1, v2\n");
    }

    @Test
    void shouldMeasureAsATaskFileSaysAndWarnIfTheStoredTaskDiffers() throws IOException {
        Path file = dir.resolve("spam.yaml");
        Object[] command = {
            "evaluate", "--task", file, "--labels", labels, "--data-dir", data, "--json"
        };
        assertThat(Shell.run(command).err()).isEmpty();

        Files.writeString(file, Files.readString(file).replace("[spam, ham]", "[spam, ham, eggs]"));
        Files.writeString(labels, "{\"input\": {\"text\": \"omelette\"}, \"output\": \"eggs\"}\n");

        Outcome outcome = Shell.run(command);
        assertThat(outcome.json().get("accuracy").doubleValue()).isZero();
        assertThat(outcome.err())
                .isEqualTo(
                        "warning: the task file differs from the stored task 'spam'; measured as the"
                                + " file says, while requests are answered as stored, until 'loopai"
                                + " generate' or 'loopai program add' is given the file\n");
    }

    private Outcome evaluate(String... more) {
        String[] command = new String[7 + more.length];
        String[] first = {
            "evaluate",
            "--task",
            "spam",
            "--labels",
            labels.toString(),
            "--data-dir",
            data.toString()
        };
        System.arraycopy(first, 0, command, 0, first.length);
        System.arraycopy(more, 0, command, first.length, more.length);
        return Shell.run((Object[]) command);
    }

    private void add(String task, String name, String answer) throws IOException {
        Path source =
                Files.writeString(
                        dir.resolve(name + ".java"),
                        """
                        import io.loopai.program.*;
                        public final class %s implements Program {
                            public Answer answer(Input in) {
                                return %s;
                            }
                        }
                        """
                                .formatted(name, answer));
        assertThat(
                        Shell.run(
                                        "program",
                                        "add",
                                        "--task",
                                        task,
                                        "--source",
                                        source,
                                        "--data-dir",
                                        data)
                                .exitCode())
                .isZero();
    }
}
