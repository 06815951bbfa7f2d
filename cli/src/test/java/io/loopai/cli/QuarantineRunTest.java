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

/** What a run tells about a program that fails too often. */
class QuarantineRunTest {

    private static final int REQUESTS = 500;

    @TempDir private Path folder;
    private Path data;
    private Path requests;

    @BeforeEach
    void addAGoodAndABadProgram() throws IOException {
        data = folder.resolve("data");
        Path task = Files.writeString(folder.resolve("echo.yaml"), RunHarness.TASK);
        requests =
                Files.writeString(
                        folder.resolve("in.jsonl"),
                        "{\"input\":{\"text\":\"a\"}}\n".repeat(REQUESTS));
        add(task, "Good", "return Answer.of(in.text(\"text\"));");
        add(task, "Bad", "throw new IllegalStateException(\"no\");");
        program("activate", 2);
    }

    @Test
    void shouldTellThatTheStandbyTookOver() {
        Outcome outcome = run();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("  by v1           300\n", "  by v2           200\n")
                .contains(
                        "echo v2 failed too often and was quarantined until the next"
                                + " deployment; to make it last: loopai program quarantine --task echo"
                                + " --version 2 --data-dir "
                                + data
                                + "\nwhy, and where: "
                                + data.resolve("events")
                                + "\n");
    }

    @Test
    void shouldTellThatNobodyStoodBy() {
        Shell.run("program", "standby", "--task", "echo", "--version", "none", "--data-dir", data);

        assertThat(run().out())
                .contains(
                        "echo v2 failed too often, and no version stood by: see loopai program"
                                + " standby --help\n"
                                + "why, and where: "
                                + data.resolve("events")
                                + "\n");
    }

    @Test
    void shouldTellItInJson() {
        JsonNode json = run("--json").json();

        assertThat(json.get("quarantined").toString()).isEqualTo("{\"echo\":{\"2\":1}}");
        assertThat(json.get("failing").toString()).isEqualTo("{}");
        assertThat(json.get("per_version").toString()).isEqualTo("{\"1\":300,\"2\":200}");
    }

    private Outcome run(String... more) {
        Object[] args = {
            "run", "--task", "echo", "--input", requests, "--data-dir", data, "--parallelism", 1
        };
        Object[] all = new Object[args.length + more.length];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Shell.run(all);
    }

    private void program(String command, int version) {
        Outcome outcome =
                Shell.run(
                        "program",
                        command,
                        "--task",
                        "echo",
                        "--version",
                        version,
                        "--data-dir",
                        data);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private void add(Path task, String name, String body) throws IOException {
        Path source =
                Files.writeString(
                        folder.resolve(name + ".java"),
                        """
                        import io.loopai.program.*;
                        public final class %s implements Program {
                            public Answer answer(Input in) {
                                %s
                            }
                        }
                        """
                                .formatted(name, body));
        Outcome outcome =
                Shell.run("program", "add", "--task", task, "--source", source, "--data-dir", data);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
}
