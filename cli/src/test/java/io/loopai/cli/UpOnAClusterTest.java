package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.cli.Shell.Outcome;
import io.loopai.task.Result;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code loopai up --flink}: the job on a session cluster, the rest in a process of its own. */
class UpOnAClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir private Path folder;

    @Test
    void shouldGoOnAfterAStopAndFindAJobThatOutlivedItsCommand() throws Exception {
        StandaloneClusterTest.requireJar();
        try (UpHarness up = new UpHarness(folder.resolve("up"));
                FlinkCluster cluster = FlinkCluster.session(folder.resolve("flink"), 2)) {
            up.deployNext();
            up.start("--flink", cluster.address());
            up.send(1_000);
            awaitResults(up, 1_000);
            assertThat(up.stop()).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.statuses())
                                            .as("the job that answers and the one that asks")
                                            .containsExactly("FINISHED", "FINISHED"));

            up.deployNext();
            up.send(1_000);
            up.start("--flink", cluster.address());
            awaitResults(up, 2_000);
            up.kill();
            up.send(1_000);
            awaitResults(up, 3_000);
            assertThat(
                            Shell.run(
                                    "up",
                                    "--kafka",
                                    up.settings.servers(),
                                    "-D",
                                    UpHarness.UNSIGNED,
                                    "--data-dir",
                                    up.data.root()))
                    .isEqualTo(
                            new Outcome(
                                    1,
                                    "",
                                    "error: the job runs on the Flink cluster at %1$s; 'loopai up --flink %1$s' goes on with it, and Ctrl-C stops it then\n"
                                            .formatted(cluster.address())));

            up.start("--flink", cluster.address());
            assertThat(up.said("the job still runs there; going on with it as it was started"))
                    .isTrue();
            assertThat(up.stop()).isTrue();

            assertThat(up.results()).hasSize(3_000);
            assertThat(up.results().stream().map(Result::id).distinct()).hasSize(3_000);
            assertThat(up.results().stream().filter(r -> r.version() == 1)).hasSize(1_000);
            assertThat(up.executions()).hasSize(3_000);
        }
    }

    private static void awaitResults(UpHarness up, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> up.results().size() >= count);
    }
}
