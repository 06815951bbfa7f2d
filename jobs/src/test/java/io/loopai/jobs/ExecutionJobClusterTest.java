package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExecutionJobClusterTest {

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .build());

    /** So large that few of them wait in Flink's buffers, where they would hold up checkpoints. */
    private static final String REQUEST =
            "{\"input\":{\"text\":\"" + "hello ".repeat(400) + "\"}}\n";

    private static final Duration LIMIT = Duration.ofMillis(1);

    @TempDir private Path folder;
    private Path input;
    private DataDir data;
    private ArtifactRepository artifacts;

    @BeforeEach
    void prepare() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
        data = DataDir.open(folder.resolve("data"));
        artifacts = new ArtifactRepository(data);
        artifacts.putTask(Deployments.task("echo"));
    }

    @Test
    void shouldReportWhatItDid() throws Exception {
        deploy("return Answer.of(in.text(\"text\"));");
        write("requests.jsonl", 100);
        Files.writeString(input.resolve("broken.jsonl"), "eggs\n\n");

        JobClient job = start(null, Duration.ofSeconds(10));
        RunResult result = RunResult.of(job.getJobExecutionResult().get());

        assertThat(result.results()).isEqualTo(100);
        assertThat(result.deadLetters()).isEqualTo(2);
        assertThat(result.perVersion()).isEqualTo(Map.of("echo", Map.of(1, 100L)));
        assertThat(JsonLines.count(data.results("echo"))).isEqualTo(100);
        assertThat(JsonLines.count(data.executions("echo"))).isEqualTo(100);
        assertThat(JsonLines.count(data.samples("echo"))).isEqualTo(result.samples());
        assertThat(JsonLines.count(data.deadLetters())).isEqualTo(2);
        assertThat(JobCounters.of(METRICS, job))
                .isEqualTo(
                        Map.of(
                                "loopai.task.echo.version.1.executions", 100L,
                                "loopai.task.echo.version.1.errors", 0L,
                                "loopai.task.echo.version.1.timeouts", 0L,
                                "loopai.task.echo.version.1.abstained", 0L,
                                "loopai.task.echo.version.1.quarantines", 0L,
                                "loopai.reason.malformed.dead_letters", 1L,
                                "loopai.reason.blank.dead_letters", 1L,
                                "loopai.swaps", 2L,
                                "loopai.refused_deployments", 0L));
    }

    @Test
    void shouldCountWhatSubtasksDidThatEndedBeforeTheCheckpoint(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        // Takes the whole time limit for every record, on every machine.
        deploy("while (true) {}");
        write("a.jsonl", 10);
        write("b.jsonl", 4_000);
        JobClient first = start(null, LIMIT);
        await().atMost(Duration.ofMinutes(1)).until(() -> oneSubtaskHasEnded(cluster, first));
        long before = checkpoints(cluster, first).getCounts().getNumberOfCompletedCheckpoints();
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                checkpoints(cluster, first)
                                                .getCounts()
                                                .getNumberOfCompletedCheckpoints()
                                        > before + 1);
        first.cancel().get();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> first.getJobStatus().get().isGloballyTerminalState());
        // Not before: the next checkpoint would take this one away.
        String restorePoint =
                checkpoints(cluster, first)
                        .getHistory()
                        .getLatestCompletedCheckpoint()
                        .getExternalPath();
        assertThat(JsonLines.count(data.results("echo"))).isBetween(10L, 4_009L);

        RunResult result = RunResult.of(start(restorePoint, LIMIT).getJobExecutionResult().get());

        assertThat(JsonLines.count(data.results("echo"))).isEqualTo(4_010);
        assertThat(result.results()).isEqualTo(4_010);
    }

    private void deploy(String body) {
        String source =
                Deployments.running(Deployments.task("echo"), 1, body).versions().get(0).source();
        artifacts.activate("echo", artifacts.add("echo", source, "ecj").metadata().version());
    }

    private void write(String file, int requests) throws IOException {
        Files.writeString(input.resolve(file), REQUEST.repeat(requests));
    }

    private JobClient start(String restorePoint, Duration timeout) throws Exception {
        Configuration options = new Configuration();
        options.set(LoopaiOptions.DATA_DIR, data.root().toString());
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.TASK, "echo");
        options.set(LoopaiOptions.INPUT, List.of(input.toString()));
        options.set(LoopaiOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(100));
        options.set(LoopaiOptions.EXECUTION_FUEL, Long.MAX_VALUE);
        options.set(LoopaiOptions.EXECUTION_TIMEOUT, timeout);
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (restorePoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, restorePoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        ExecutionJob.draw(env, options);
        return env.executeAsync(ExecutionJob.NAME);
    }

    private static boolean oneSubtaskHasEnded(MiniCluster cluster, JobClient job) throws Exception {
        for (AccessExecutionJobVertex vertex : graph(cluster, job).getVerticesTopologically()) {
            if (vertex.getName().contains("execute")) {
                for (AccessExecutionVertex subtask : vertex.getTaskVertices()) {
                    if (subtask.getExecutionState() == ExecutionState.FINISHED) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static CheckpointStatsSnapshot checkpoints(MiniCluster cluster, JobClient job)
            throws Exception {
        return graph(cluster, job).getCheckpointStatsSnapshot();
    }

    private static AccessExecutionGraph graph(MiniCluster cluster, JobClient job) throws Exception {
        return cluster.getExecutionGraph(job.getJobID()).get();
    }
}
