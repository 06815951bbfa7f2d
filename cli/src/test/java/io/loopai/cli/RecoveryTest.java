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

    private static final int KILLS = 2;
    private static final int ROUND = 5_000;

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
            harness.writeRequests(ROUND);
            FlinkRun run =
                    FlinkRun.start(
                            FlinkJob.EXECUTION,
                            harness.options(true),
                            parallelism,
                            state,
                            restorePoint);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> InProcessMetrics.sum("executions") >= ROUND);
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
        harness.deployNext();
        int killedInTheMiddle = 0;
        while (killedInTheMiddle < KILLS) {
            killWhileRecordsFlow(harness);
            // Were all of them committed, it was not in the middle of anything.
            if (results(harness) < harness.records()) {
                killedInTheMiddle++;
            }
        }
        harness.writeRequests(ROUND);

        Process last = startInOwnProcess(harness);
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> results(harness) >= harness.records() || !last.isAlive());
            last.destroy();
            assertThat(last.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            last.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("going on with the run that was interrupted")
                .contains("stopping; the same command goes on from here")
                .contains(
                        "\"records_in\":%1$d,\"results\":%1$d,\"dead_letters\":0"
                                .formatted(harness.records()));
        harness.shouldHaveAnsweredEveryRequestOnce();
    }

    /**
     * Writes requests until the run has committed some of them, and then some more, so that the kill
     * finds it at work however fast the machine.
     */
    private void killWhileRecordsFlow(RunHarness harness) throws Exception {
        long checkpoints = checkpoints(harness);
        long results = results(harness);
        Process process = startInOwnProcess(harness);
        try {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(
                            () -> {
                                harness.writeRequests(50);
                                return !process.isAlive()
                                        || checkpoints(harness) > checkpoints
                                                && results(harness) > results;
                            });
            assertThat(process.isAlive())
                    .as("alive, having said: %s", Files.readString(folder.resolve("out.txt")))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static long results(RunHarness harness) {
        return JsonLines.count(harness.data.results("echo"));
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
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.add("io.loopai.cli.Main");
        command.addAll(List.of("run", "--task", "echo", "--follow", "--json"));
        command.addAll(List.of("--input", harness.inbox.toString(), "--parallelism", "2"));
        command.addAll(List.of("--data-dir", harness.data.root().toString()));
        command.addAll(List.of("-D", "loopai.checkpoint_interval=300ms"));
        command.addAll(List.of("-D", "loopai.follow_interval=20ms"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }
}
