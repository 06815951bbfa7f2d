package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

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

/**
 * The shaded jar on clusters in processes of their own: submitted as {@code flink run} does it, over
 * REST, and in application mode.
 */
class StandaloneClusterTest {

    static final Path JAR =
            Path.of("..", "jobs", "target", "loopai-jobs-flink.jar").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir private Path folder;

    @Test
    void shouldSurviveATaskManagerAnotherParallelismAndEveryWayOfSubmission() throws Exception {
        requireJar();
        try (UpHarness kafka = new UpHarness(folder.resolve("kafka"))) {
            kafka.deployNext();
            publish(kafka);
            String savepoint = runInASession(kafka);
            kafka.send(2_000);

            try (FlinkCluster application =
                    FlinkCluster.application(
                            folder.resolve("application"), JAR, 2, savepoint, options(kafka))) {
                awaitResults(kafka, 10_000);
                assertThat(application.status(application.job())).isEqualTo("RUNNING");
                await().atMost(PATIENCE).until(() -> kafka.executions().size() == 10_000);
            }

            List<Result> results = kafka.results();
            assertThat(results).hasSize(10_000);
            assertThat(results.stream().map(Result::id).distinct()).hasSize(10_000);
            assertThat(results.stream().filter(result -> result.version() == 1)).hasSize(2_000);
            assertThat(kafka.executions()).hasSize(10_000);
        }
    }

    /** It is made by {@code package} only; CI makes it, so that it has no excuse there. */
    static void requireJar() {
        if (!Files.exists(JAR)) {
            assertThat(System.getenv("CI")).as(JAR + " is missing").isNotEqualTo("true");
            abort(JAR + " is made by 'package' only");
        }
    }

    /** Answers 8,000 requests; returns the savepoint at its end. */
    private String runInASession(UpHarness kafka) throws Exception {
        try (FlinkCluster cluster = FlinkCluster.session(folder.resolve("session"), 2)) {
            kafka.send(2_000);
            String job = cluster.run(JAR, 1, null, options(kafka));
            awaitResults(kafka, 2_000);

            String savepoint = cluster.stop(job);
            kafka.deployNext();
            publish(kafka);
            kafka.send(2_000);
            String wider = cluster.upload(JAR, 4, savepoint, options(kafka));
            awaitResults(kafka, 4_000);
            // So the one that is killed next was at work.
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.written(wider, "Source: requests"))
                                            .hasSize(4)
                                            .allMatch(records -> records > 0));

            kafka.send(2_000);
            cluster.killTaskManager();
            cluster.startTaskManager();
            kafka.send(2_000);
            awaitResults(kafka, 8_000);
            assertThat(cluster.failures(wider)).as("it was started again").isNotEmpty();
            return cluster.stop(wider);
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
