package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopai.kafka.DeploymentTopic;
import io.loopai.store.ArtifactRepository;
import io.loopai.task.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar on a cluster in processes of its own, submitted as {@code flink run} does it. */
class StandaloneClusterTest {

    private static final Path JAR = Path.of("..", "jobs", "target", "loopai-jobs-flink.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir private Path folder;

    @Test
    void shouldSurviveATaskManagerAndAnotherParallelism() throws Exception {
        assumeTrue(Files.exists(JAR), JAR + " is made by 'package' only");
        try (UpHarness kafka = new UpHarness(folder.resolve("kafka"));
                FlinkCluster cluster = new FlinkCluster(folder.resolve("flink"), 2)) {
            kafka.deployNext();
            publish(kafka);
            kafka.send(2_000);
            String job = cluster.run(JAR, 1, null, options(kafka));
            awaitResults(kafka, 2_000);

            String savepoint = cluster.stop(job);
            kafka.deployNext();
            publish(kafka);
            kafka.send(2_000);
            String wider = cluster.run(JAR, 4, savepoint, options(kafka));
            awaitResults(kafka, 4_000);

            kafka.send(2_000);
            cluster.killTaskManager();
            cluster.startTaskManager();
            kafka.send(2_000);
            awaitResults(kafka, 8_000);

            String narrower = cluster.run(JAR, 2, cluster.stop(wider), options(kafka));
            kafka.send(2_000);
            awaitResults(kafka, 10_000);
            assertThat(cluster.status(narrower)).isEqualTo("RUNNING");
            cluster.stop(narrower);

            List<Result> results = kafka.results();
            assertThat(results).hasSize(10_000);
            assertThat(results.stream().map(Result::id).distinct()).hasSize(10_000);
            assertThat(results.stream().filter(result -> result.version() == 1)).hasSize(2_000);
            assertThat(kafka.executions()).isEqualTo(10_000);
        }
    }

    private static void publish(UpHarness kafka) {
        new DeploymentTopic(kafka.settings)
                .publish(
                        List.of(
                                new ArtifactRepository(kafka.data)
                                        .published("echo")
                                        .orElseThrow()));
    }

    private static void awaitResults(UpHarness kafka, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> kafka.results().size() >= count);
    }

    private static Map<String, String> options(UpHarness kafka) {
        return Map.of(
                "loopai.data_dir", kafka.data.root().toString(),
                "loopai.task", "echo",
                "loopai.kafka.servers", kafka.settings.servers(),
                "loopai.deployments.allow_unsigned", "true",
                "loopai.checkpoint_interval", "1 s");
    }
}
