package io.loopai.validation;

import static io.loopai.validation.Asked.execution;
import static io.loopai.validation.Asked.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.loopai.task.Draw;
import io.loopai.task.Oracle;
import io.loopai.task.Result;
import io.loopai.task.Status;
import io.loopai.task.Validation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownLabelsTest {

    @TempDir private Path folder;

    @Test
    void shouldAnswerFromTheFileByIdOrInputAndCountOthersAsMissing() throws Exception {
        Path file =
                file(
                        """
                        {"input": {"text": "text of a"}, "output": "ham", "note": "by hand"}

                        {"id": "b", "task": "spam", "output": "spam"}
                        {"id": "c", "task": "mail", "output": "spam"}
                        """);
        try (Asked asked = Asked.withLabels(file, task("oracle: labels", "fallback: oracle"))) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.sample(execution("b", null, false, Draw.AUDIT));
            asked.sample(execution("c", null, false, Draw.AUDIT));
            asked.fallback(execution("b2", null, true, null));

            assertThat(asked.validations())
                    .extracting(
                            Validation::id,
                            Validation::agrees,
                            Validation::oracle,
                            Validation::error)
                    .containsExactly(
                            tuple("a", true, Oracle.LABELS, null),
                            tuple("b", false, Oracle.LABELS, null),
                            tuple(
                                    "c",
                                    null,
                                    Oracle.LABELS,
                                    "no label for this id or input in labels.jsonl"),
                            tuple(
                                    "b2",
                                    null,
                                    Oracle.LABELS,
                                    "no label for this id or input in labels.jsonl"));
            assertThat(asked.results())
                    .extracting(Result::status, Result::error)
                    .containsExactly(
                            tuple(
                                    Status.ERROR,
                                    "the program abstained, and the task's oracle gave no answer:"
                                            + " no label for this id or input in labels.jsonl"));
        }
    }

    @Test
    void shouldGoOnWaitingForPeopleAndForTasksThatAreNotInTheFile() throws Exception {
        Path other = file("{\"id\": \"a\", \"task\": \"mail\", \"output\": \"spam\"}\n");
        try (Asked asked = Asked.withLabels(other, task())) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            assertThat(asked.validations()).isEmpty();
        }
        Path any = file("{\"id\": \"a\", \"output\": \"spam\"}\n");
        try (Asked asked = Asked.withLabels(any, task("oracle: human"))) {
            asked.sample(execution("a", null, false, Draw.AUDIT));
            asked.sample(execution("b", null, false, Draw.AUDIT));
            asked.label("b", "ham", Oracle.HUMAN);

            assertThat(asked.validations())
                    .extracting(Validation::id, Validation::oracle)
                    .containsExactly(tuple("a", Oracle.LABELS), tuple("b", Oracle.HUMAN));
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws Exception {
        shouldSay("{\"output\"", "line 1 is not JSON");
        shouldSay("\n[1]", "line 2 is no object with an 'output'");
        shouldSay("{\"output\": 1, \"text\": 2}", "line 1 has neither an 'id' nor an 'input'");
        shouldSay(" ", "it holds no label");
        shouldSay(
                "{\"input\": {\"n\": 1}, \"output\": 1}\n{\"input\": {\"n\": 1}, \"output\": 2}",
                "line 2 gives another output than an earlier line does for the same input");
        Files.write(folder.resolve("labels.jsonl"), new byte[] {(byte) 0xff});
        shouldSay(null, "it is not UTF-8");
        Files.delete(folder.resolve("labels.jsonl"));
        shouldSay(null, "there is no such file where the task managers run");
    }

    private void shouldSay(String lines, String what) throws IOException {
        Path file = lines == null ? folder.resolve("labels.jsonl") : file(lines);
        assertThatThrownBy(() -> KnownLabels.read(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "loopai.oracle.label_file: "
                                + file
                                + ": "
                                + what
                                + "; each line is to be one such as {\"input\": {\"text\": \"WIN a"
                                + " prize\"}, \"output\": \"spam\"}");
    }

    private Path file(String lines) throws IOException {
        return Files.write(folder.resolve("labels.jsonl"), lines.getBytes(StandardCharsets.UTF_8));
    }
}
