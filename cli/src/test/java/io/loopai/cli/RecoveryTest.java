package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.store.JsonLines;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

    /** Slow enough (some 20 µs a record) that a run can be killed in its middle. */
    private static final String SLOW =
            """
            import io.loopai.program.*;
            public final class Slow implements Program {
                public Answer answer(Input in) {
                    int sum = 0;
                    for (int i = 0; i < 20_000; i++) {
                        sum += i ^ in.text("text").length();
                    }
                    return Answer.of(sum == 1 ? "odd" : "done");
                }
            }
            """;

    @TempDir private Path folder;

    @Test
    void shouldGoOnWithAnotherParallelismAfterAStop() throws Exception {
        RunHarness harness = new RunHarness(folder);
        harness.deployNext();
        runAndStop(harness, 2);
        harness.deployNext();
        runAndStop(harness, 3);
        runAndStop(harness, 1);

        harness.shouldHaveAnsweredEveryRequestOnce();
        assertThat(harness.executions().stream().map(Execution::version).distinct())
                .containsExactlyInAnyOrder(1, 2);
    }

    /** One round: new requests, some answered before the stop and some after the next start. */
    private static void runAndStop(RunHarness harness, int parallelism) throws Exception {
        try (RunState state = harness.state()) {
            Optional<Path> restorePoint = state.restorePoint();
            harness.writeRequests(20_000);
            LocalRun run = LocalRun.start(harness.options(true), parallelism, state, restorePoint);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> InProcessMetrics.sum("executions") >= 20_000);
            run.stop();
            assertThat(run.result().results()).isEqualTo(harness.records());
        }
    }

    @Test
    void shouldAnswerWithTheStoredProgramsWhenTheArtifactsAreGone() throws Exception {
        RunHarness harness = new RunHarness(folder);
        harness.deployNext();
        runAndStop(harness, 2);
        Path artifacts = harness.data.artifacts();
        Files.move(artifacts, folder.resolve("elsewhere"));

        runAndStop(harness, 2);

        harness.shouldHaveAnsweredEveryRequestOnce();
        assertThat(harness.events())
                .filteredOn(event -> event.kind() == Event.Kind.DEPLOYMENT_REFUSED)
                .isEmpty();
    }

    @Test
    void shouldLoseAndRepeatNothingWhenTheProcessIsKilled() throws Exception {
        RunHarness harness = new RunHarness(folder);
        harness.artifacts.add("echo", SLOW, "ecj");
        for (int file = 0; file < 4; file++) {
            harness.writeRequests(100_000);
        }
        for (int kill = 0; kill < 2; kill++) {
            Process process = startInOwnProcess(harness);
            long before = checkpoints(harness);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> checkpoints(harness) > before + 2 || !process.isAlive());
            assertThat(process.isAlive()).as("still in its middle when killed").isTrue();
            process.destroyForcibly().waitFor();
        }
        assertThat(JsonLines.count(harness.data.executions("echo")))
                .as("committed before the last kill")
                .isLessThan(harness.records());

        Process last = startInOwnProcess(harness);

        assertThat(last.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("going on with the run that was interrupted")
                .contains("\"records_in\":400000,\"results\":400000,\"dead_letters\":0");
        assertThat(last.exitValue()).isZero();
        harness.shouldHaveAnsweredEveryRequestOnce();
    }

    /** The highest number of a checkpoint that was ever complete. */
    private static long checkpoints(RunHarness harness) throws IOException {
        try (var files = Files.walk(harness.data.runs())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("chk-"))
                    .mapToLong(name -> Long.parseLong(name.substring(4)))
                    .max()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // a checkpoint was being deleted
        }
    }

    private Process startInOwnProcess(RunHarness harness) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.add("io.loopai.cli.Main");
        command.addAll(List.of("run", "--task", "echo", "--input", harness.inbox.toString()));
        command.addAll(List.of("--data-dir", harness.data.root().toString(), "--json"));
        command.addAll(List.of("--parallelism", "2", "-D", "loopai.checkpoint_interval=300ms"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }
}
