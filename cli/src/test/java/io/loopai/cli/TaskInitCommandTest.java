package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskInitCommandTest {

    @TempDir private Path dir;
    private Path labels;
    private Path file;

    @BeforeEach
    void writeLabels() throws IOException {
        labels =
                Files.writeString(
                        dir.resolve("rows.jsonl"),
                        """
                        {"input": {"text": "win a prize, it is free"}, "output": "spam"}
                        {"input": {"text": "lunch tomorrow at two?"}, "output": "ham"}
                        {"input": {"text": "i am on the bus, see you"}, "output": "ham"}
                        """);
        file = dir.resolve("spam.yaml");
    }

    @Test
    void shouldWriteATaskThatPassesTheCheck() throws IOException {
        assertThat(init("spam", labels))
                .isEqualTo(
                        new Outcome(
                                0,
                                file
                                        + ": wrote task 'spam' (rows: 3, different answers: 2,"
                                        + " examples: 3)\n"
                                        + "next: say in its description what the answer means, and"
                                        + " then\n"
                                        + "  loopai task check "
                                        + file
                                        + "\n  loopai generate --task "
                                        + file
                                        + " --labels "
                                        + labels
                                        + "\n",
                                ""));
        assertThat(file)
                .content()
                .contains(
                        """
                        input_schema:
                          type: object
                          properties:
                            text: {type: string}
                          required: [text]
                        """)
                .contains("output_schema:\n  type: string\n  enum: [ham, spam]\n")
                .contains("  - input: {text: \"lunch tomorrow at two?\"}\n    output: ham\n");
        assertThat(file)
                .content()
                .contains(
                        """
                        # People read it, and so does an LLM that writes programs. For example:
                        # Is a text message spam (advertising, fraud) or ham (what people write)?
                        description: ""
                        """);
        assertThat(Shell.run("task", "check", file).exitCode()).isZero();
    }

    @Test
    void shouldReportAsJson() {
        Outcome outcome =
                Shell.run(
                        "task",
                        "init",
                        "--id",
                        "spam",
                        "--labels",
                        labels,
                        "--output",
                        file,
                        "--json");

        assertThat(outcome.out())
                .isEqualTo(
                        "{\"task\":\"spam\",\"file\":\""
                                + file
                                + "\",\"rows\":3,\"labels\":2,\"examples\":3}\n");
    }

    @Test
    void shouldNotOverwriteUnlessForced() throws IOException {
        Files.writeString(file, "mine");

        assertThat(init("spam", labels))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + file
                                        + ": exists already; name another file, or replace it with"
                                        + " --force\n"));
        assertThat(file).hasContent("mine");

        assertThat(
                        Shell.run(
                                        "task",
                                        "init",
                                        "--id",
                                        "spam",
                                        "--labels",
                                        labels,
                                        "--output",
                                        file,
                                        "--force")
                                .exitCode())
                .isZero();
        assertThat(file).content().contains("id: spam\n");
    }

    @Test
    void shouldRefuseAnIdThatCannotBeUsed() {
        assertThat(init("a b", labels))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                "error: --id must be at most 100 letters, digits, '.', '_' or '-', and"
                                        + " start with a letter or digit, but is 'a b'\n"
                                        + "Try 'loopai task init --help'.\n"));
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldNameLinesThatAreNoRows() throws IOException {
        Files.writeString(labels, "{\"text\": \"a\"}\n");

        assertThat(init("spam", labels))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + labels
                                        + ": 1 of its rows cannot be used; mend or remove them\n"
                                        + "line 1: has no 'input' and no 'output'; its fields are:"
                                        + " text\n"
                                        + "a row is a line such as {\"input\": {\"text\": \"WIN a"
                                        + " prize\"}, \"output\": \"spam\"}\n"));
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldWarnWhenAllRowsHaveTheSameAnswer() throws IOException {
        Files.writeString(labels, "{\"input\": {\"text\": \"a\"}, \"output\": true}\n");

        Outcome outcome = init("spam", labels);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .isEqualTo(
                        "warning: "
                                + labels
                                + ": all rows have the same answer, from which nothing can be learned;"
                                + " add rows with other answers\n");
    }

    private Outcome init(String id, Path rows) {
        return Shell.run("task", "init", "--id", id, "--labels", rows, "--output", file);
    }
}
