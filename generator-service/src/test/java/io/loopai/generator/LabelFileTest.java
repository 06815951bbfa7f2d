package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {

    private static final TaskSpec TASK =
            TaskFile.parse(
                    """
                    id: spam
                    input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                    output_schema: {type: string, enum: [spam, ham]}
                    """,
                    "spam.yaml");

    private static final String GOOD = "{\"input\":{\"text\":\"hi\"},\"output\":\"ham\"}\n";

    @TempDir Path folder;

    @Test
    void shouldReadRows() throws IOException {
        Path file =
                write(GOOD + "\n{\"id\":\"m-7\",\"input\":{\"text\":\"win\"},\"output\":\"spam\"}");

        assertThat(LabelFile.read(file, TASK))
                .extracting(row -> row.id() + " " + row.input() + " " + row.output())
                .containsExactly(
                        "line 1 {\"text\":\"hi\"} \"ham\"", "m-7 {\"text\":\"win\"} \"spam\"");
    }

    @Test
    void shouldNameTheFirstRowsThatCannotBeUsed() throws IOException {
        Path file =
                write(
                        "secret, no json\n"
                                + GOOD
                                + "{\"input\":{\"text\":\"hi\"}}\n"
                                + "{\"input\":{\"text\":7},\"output\":\"eggs\"}\n"
                                + "{\"input\":\"hi\",\"output\":\"ham\"}\n".repeat(3));

        assertThatThrownBy(() -> LabelFile.read(file, TASK))
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(
                        file
                                + ": 7 of its rows cannot be used; mend or remove them\n"
                                + "line 1: is no JSON\n"
                                + "line 3: has no 'output'; its fields are: input\n"
                                + "line 4: input: /text: integer found, string expected\n"
                                + "line 4: output: does not have a value in the enumeration"
                                + " [\"spam\", \"ham\"]\n"
                                + "line 5: 'input' must be an object, not a text\n"
                                + "and 2 more\n"
                                + "a row is a line such as {\"input\": {\"text\": \"WIN a prize\"},"
                                + " \"output\": \"spam\"}");
    }

    @Test
    void shouldSayWhichFieldsAreMissingAndWhichAreThereInstead() throws IOException {
        String aRow =
                "\na row is a line such as {\"input\": {\"text\": \"WIN a prize\"}, \"output\":"
                        + " \"spam\"}";
        String refused = ": 1 of its rows cannot be used; mend or remove them\nline 1: ";

        assertRefused(
                write("{\"text\":\"hi\",\"label\":\"ham\"}"),
                refused + "has no 'input' and no 'output'; its fields are: text, label" + aRow);
        assertRefused(
                write("{\"text\":\"hi\",\"output\":\"ham\"}"),
                refused + "has no 'input'; its fields are: text, output" + aRow);
        assertRefused(
                write("{\"input\":[],\"answer\":7}"),
                refused + "has no 'output'; its fields are: input, answer" + aRow);
        assertRefused(
                write("{\"input\":null,\"output\":7}"),
                refused + "'input' must be an object, not null" + aRow);
        assertRefused(write("{}"), refused + "has no 'input' and no 'output'" + aRow);
        assertRefused(write("[\"hi\",\"ham\"]"), refused + "is no JSON object, but a list" + aRow);
        assertRefused(
                write("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1}"),
                refused
                        + "has no 'input' and no 'output'; its fields are: a, b, c, d, e, f, g, h, …"
                        + aRow);
        assertRefused(
                write("{\"" + "secret".repeat(20) + "\":1}"),
                refused
                        + "has no 'input' and no 'output'; its fields are: "
                        + "secret".repeat(6)
                        + "secr…"
                        + aRow);
        assertRefused(write("{\"text\": \"hi\""), refused + "is no JSON" + aRow);
    }

    @Test
    void shouldReadWhatStartsWithAByteOrderMark() throws IOException {
        assertThat(LabelFile.read(write("\ufeff" + GOOD), TASK)).hasSize(1);
        assertThat(LabelFile.read(write("\ufeff\n" + GOOD))).hasSize(1);
        assertThat(LabelFile.readInputs(write("\ufeff" + GOOD), TASK)).hasSize(1);
        assertRefused(
                write("\ufeff"),
                ": holds no rows; a row is a line such as {\"input\": {\"text\": \"WIN a prize\"},"
                        + " \"output\": \"spam\"}");
    }

    @Test
    void shouldSayWhatIsNoFileOfLabels() throws IOException {
        assertRefused(
                folder.resolve("no.jsonl"),
                ": no such file; name a file with a labelled row on each line");
        assertRefused(
                write("\n\n"),
                ": holds no rows; a row is a line such as {\"input\": {\"text\": \"WIN a prize\"},"
                        + " \"output\": \"spam\"}");
        Path latin = folder.resolve("latin.jsonl");
        Files.write(latin, "{\"input\":{\"text\":\"é\"}}".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(latin, ": is not UTF-8; save it as UTF-8");
    }

    @Test
    void shouldReadInputsWhateverTheirAnswers() throws IOException {
        Path file =
                write(
                        GOOD
                                + "{\"input\":{\"text\":\"win\"}}\n{\"input\":{\"text\":\"x\"},\"output\":7}");

        assertThat(LabelFile.readInputs(file, TASK))
                .extracting(input -> input.get("text").textValue())
                .containsExactly("hi", "win", "x");
    }

    @Test
    void shouldSayWhatIsNoFileOfInputs() throws IOException {
        assertNoInputs(
                write("secret\n" + GOOD + "{\"text\":\"hi\"}\n{\"input\":{\"text\":7}}\n"),
                ": 3 of its rows cannot be used; mend or remove them\n"
                        + "line 1: is no JSON\n"
                        + "line 3: has no 'input'; its fields are: text\n"
                        + "line 4: input: /text: integer found, string expected\n"
                        + "a row is a line such as {\"input\": {\"text\": \"WIN a prize\"}}");
        assertNoInputs(
                folder.resolve("no.jsonl"), ": no such file; name a file with a row on each line");
        assertNoInputs(
                write(""),
                ": holds no rows; a row is a line such as {\"input\": {\"text\": \"WIN a prize\"}}");
    }

    private void assertNoInputs(Path file, String message) {
        assertThatThrownBy(() -> LabelFile.readInputs(file, TASK))
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(file + message);
    }

    private void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> LabelFile.read(file, TASK))
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(file + message);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.jsonl"), text);
    }
}
