package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.cli.Shell.Outcome;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.Json;
import io.loopai.task.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong on the command line, and what they are told. */
class BadInputTest {

    private static final String PROGRAM =
            """
            import io.loopai.program.*;

            public final class Echo implements Program {
                public Answer answer(Input in) {
                    return Answer.of(in.text("text"));
                }
            }
            """;

    @TempDir private Path folder;
    private Path data;
    private Path task;
    private Path source;
    private Path requests;

    @BeforeEach
    void writeFiles() throws IOException {
        data = folder.resolve("data");
        task = Files.writeString(folder.resolve("echo.yaml"), RunHarness.TASK);
        source = Files.writeString(folder.resolve("Echo.java"), PROGRAM);
        requests = Files.writeString(folder.resolve("in.jsonl"), "{\"input\":{\"text\":\"a\"}}\n");
    }

    @Test
    void shouldNameTheKeyOfATaskThatWasMeant() throws IOException {
        Files.writeString(task, RunHarness.TASK.replace("sampling:", "sampeling:"));

        shouldFail(
                add(),
                task
                        + ": unknown key 'sampeling'; did you mean 'sampling'? (known: id,"
                        + " description, input_schema, output_schema, examples, accuracy_target,"
                        + " latency_target_ms, sampling, privacy, fallback, default_output, oracle, comparison)");
    }

    @Test
    void shouldRefuseASchemaThatIsNone() throws IOException {
        Files.writeString(
                task,
                RunHarness.TASK.replace(
                        "output_schema: {type: string}", "output_schema: {minimum: low}"));

        shouldFail(
                add(),
                task
                        + ": output_schema: is no JSON Schema: /minimum: string found, number"
                        + " expected");
    }

    @Test
    void shouldSayWhereAProgramDoesNotCompile() throws IOException {
        Files.writeString(source, PROGRAM.replace("in.text(", "in.txt("));

        shouldFail(
                add(),
                "the program was rejected\n"
                        + source
                        + ": line 5, column 29: The method txt(String) is undefined for the type"
                        + " Input");
    }

    @Test
    void shouldSayWhichCallIsNotAllowedAndWhy() throws IOException {
        Files.writeString(source, PROGRAM.replace("in.text(\"text\")", "System.getenv(\"PATH\")"));

        shouldFail(
                add(),
                "the program was rejected\n"
                        + source
                        + ": line 5: java.lang.System.getenv(String) is not allowed: programs have"
                        + " no access to the system; the answer depends on the input alone");
    }

    @Test
    void shouldRefuseADataFolderThatCannotBeOne() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        data = file;
        shouldFail(add(), file + ": is not a folder; name a folder for the data");
        data = file.resolve("data");
        shouldFail(
                add(),
                data
                        + ": cannot be created: Not a directory; create it yourself or name another"
                        + " folder for the data");
        shouldFail(
                run(requests),
                data
                        + ": no such folder; name the data folder with --data-dir, or start one"
                        + " with 'loopai generate' or 'loopai program add'");
    }

    @Test
    void shouldRefuseAnOutputThatIsNoFolder() throws IOException {
        add();

        shouldFail(
                run(requests, "--output", requests),
                requests + ": is not a folder; name a folder for the data");
    }

    @Test
    void shouldSayWhichInputIsMissing() throws IOException {
        add();
        Path missing = folder.resolve("missing.jsonl");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        shouldFail(
                run(missing),
                "input '" + missing + "': no such file or folder (looked in " + folder + ")");
        shouldFail(
                run(empty),
                ("input '%s': no files in folder %s (names that begin with '.' or '_' or end in"
                                + " .tmp, .part, .inprogress or .crdownload do not count)")
                        .formatted(empty, empty));
        shouldFail(
                run(empty + "/*.log"),
                ("input '%s/*.log': no file matches '*.log' in %s (to read all files below a"
                                + " folder, name the folder)")
                        .formatted(empty, empty));
        shouldFail(
                run(missing + "/*.log"),
                "input '%s/*.log': no such folder: %s".formatted(missing, missing));
    }

    @Test
    void shouldSayHowToGiveATaskItsFirstProgram() {
        add();
        Shell.run("program", "retire", "--task", "echo", "--data-dir", data);

        shouldFail(
                run(requests),
                "task 'echo' has no active program; add one with: loopai program add --task echo"
                        + " --source Program.java --data-dir "
                        + data);
    }

    @Test
    void shouldNameTheKnownTasks() {
        add();

        shouldFail(
                Shell.run("run", "--task", "ecko", "--input", requests, "--data-dir", data),
                "there is no task 'ecko' in " + data.resolve("artifacts") + "; known tasks: echo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-D | loopai.execution.feul=5 | -D loopai.execution.feul: unknown key; did you mean 'loopai.execution.fuel'?",
                "-D | loopai.execution.fuel=much | -D loopai.execution.fuel: 'much' is not a whole number",
                "-D | loopai.task=other | -D loopai.task: use --task",
                "-D | loopai.follow | Value for option '-D' (KEY=VALUE) should be in KEY=VALUE format but was loopai.follow",
                "--parallelism | 0 | --parallelism must be 1 to 128, not 0",
                "--parallelism | 1000 | --parallelism must be 1 to 128, not 1000",
                "--parallelism | x | Invalid value for option '--parallelism': 'x' is not an int",
                "--format | csv | Invalid value for option '--format': expected one of [JSONL, TEXT] (case-insensitive) but was 'csv'",
            })
    void shouldRefuseWrongOptions(String option, String value, String message) {
        add();

        assertThat(run(requests, option, value))
                .isEqualTo(
                        new Outcome(2, "", "error: " + message + "\nTry 'loopai run --help'.\n"));
    }

    @Test
    void shouldTakeAnInputThatLooksLikeAnOptionForOne() {
        add();

        assertThat(Shell.run("run", "--task", "echo", "--input", requests, "-p", 4))
                .isEqualTo(
                        new Outcome(
                                2, "", "error: unknown option: '-p'\nTry 'loopai run --help'.\n"));
    }

    @Test
    void shouldRefuseToReadWhatTheRunWrites() throws IOException {
        add();
        Path results = Files.createDirectories(data.resolve("datasets/echo/results"));
        Path letters = Files.createDirectories(data.resolve("dead-letters"));
        Path out = Files.createDirectory(folder.resolve("out"));
        String own =
                "input '%s': lies in %s, where this run writes, so it would read its own output:"
                        + " name another input, or write to another folder";

        shouldFail(
                run(data),
                ("input '%1$s': is the folder %1$s, which this run writes to: name a folder inside"
                                + " it, or keep the input elsewhere")
                        .formatted(data));
        shouldFail(run(results), own.formatted(results, results));
        shouldFail(run(out, "--output", out), own.formatted(out, out));
        shouldFail(run(letters, "--follow"), own.formatted(letters, letters));
    }

    @Test
    void shouldReadAFolderAboveTheDataWithoutTheData() throws IOException {
        data = Files.createDirectory(folder.resolve("work")).resolve("loopai-data");
        Files.copy(requests, data.resolveSibling("in.jsonl"));
        add();

        for (int round = 0; round < 2; round++) { // the second one finds what the first wrote
            assertThat(run(data.getParent(), "--json").out())
                    .startsWith("{\"task\":\"echo\",\"records_in\":1,\"results\":1,");
        }
    }

    @Test
    void shouldNotStartTheSameRunTwiceAndGoOnAfterCtrlC() throws Exception {
        add();
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.copy(requests, inbox.resolve("1.jsonl"));
        Process first = startFollowing(inbox);
        try {
            awaitResults(1, first);

            Outcome second = run(inbox, "--follow");

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err())
                    .matches(
                            "error: the same run is already under way in another process; wait for"
                                    + " it, or stop it with Ctrl-C \\(its state is in "
                                    + data
                                    + "/\\.runs/echo-[0-9a-f]{12}\\)\n");
            assertThat(stop(first)).containsExactly("stopping; the same command goes on from here");
        } finally {
            first.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("out.txt")))
                .startsWith("{\"task\":\"echo\",\"records_in\":1,\"results\":1,");

        Files.writeString(inbox.resolve("2.jsonl"), "{\"input\":{\"text\":\"b\"}}\n");
        Process again = startFollowing(inbox);
        try {
            awaitResults(2, again);
            assertThat(stop(again))
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .matches(
                                                    "going on with the run that was interrupted,"
                                                            + " from its checkpoint of \\S+"
                                                            + " \\(--fresh starts over\\)"),
                            line ->
                                    assertThat(line)
                                            .isEqualTo(
                                                    "stopping; the same command goes on from"
                                                            + " here"));
        } finally {
            again.destroyForcibly();
        }
        assertThat(results())
                .extracting(result -> result.output().asText())
                .containsExactlyInAnyOrder("a", "b");
    }

    private void awaitResults(int count, Process process) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> results().size() >= count || !process.isAlive());
        assertThat(results()).hasSize(count);
    }

    private List<Result> results() {
        List<Result> results = new ArrayList<>();
        JsonLines.forEach(
                DataDir.open(data).results("echo"),
                line -> results.add(Json.read(line, Result.class)));
        return results;
    }

    /** Stops it as Ctrl-C does; what it said, without how far it was every few seconds. */
    private List<String> stop(Process process) throws Exception {
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return Files.readAllLines(folder.resolve("err.txt")).stream()
                .filter(line -> !line.equals("starting Flink") && !line.contains(" records  "))
                // Flink's own, when a checkpoint begins in the moment of the stop.
                .filter(line -> !line.contains("FencedPekkoRpcActor"))
                .filter(line -> !line.contains("open gateway for unseen checkpoint"))
                .toList();
    }

    private Process startFollowing(Path inbox) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.addAll(List.of("io.loopai.cli.Main", "run", "--task", "echo", "--follow"));
        command.addAll(List.of("--input", inbox.toString(), "--data-dir", data.toString()));
        command.addAll(List.of("--json", "-D", "loopai.checkpoint_interval=200ms"));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private Outcome add() {
        return Shell.run("program", "add", "--task", task, "--source", source, "--data-dir", data);
    }

    private Outcome run(Object input, Object... more) {
        List<Object> args = new ArrayList<>(List.of("run", "--task", "echo", "--input", input));
        args.addAll(List.of("--data-dir", data));
        args.addAll(List.of(more));
        return Shell.run(args.toArray());
    }

    private static void shouldFail(Outcome outcome, String message) {
        assertThat(outcome.withoutProgress())
                .isEqualTo(new Outcome(1, "", "error: " + message + "\n"));
    }
}
