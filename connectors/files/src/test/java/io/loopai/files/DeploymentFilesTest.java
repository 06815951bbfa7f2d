package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DeploymentFilesTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir Path folder;
    private Path data;
    private ArtifactRepository artifacts;

    @BeforeAll
    static void waitForWholeJobs() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a slow machine takes its time
    }

    @BeforeEach
    void createRepository() {
        data = folder.resolve("data");
        artifacts = new ArtifactRepository(DataDir.open(data));
    }

    @Test
    void shouldReadDeploymentsWhenTheJobRunsNotWhenItIsBuilt() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<ControlMessage> deployments = DeploymentFiles.snapshot(env, data);
        deploy("spam");
        deploy("ham");

        List<ControlMessage> emitted = deployments.executeAndCollect(10);

        assertThat(emitted)
                .containsExactly(
                        artifacts.published("ham").orElseThrow(),
                        artifacts.published("spam").orElseThrow());
    }

    @Test
    void shouldEmitWhatGrewOverAStopAndARestore() throws Exception {
        deploy("spam");
        JobClient first = follow(Duration.ofMillis(20), null);
        await().untilAsserted(() -> assertThat(emitted()).containsExactly("spam 1"));
        artifacts.add("spam", "second", "ecj");
        artifacts.activate("spam", 2);
        await().untilAsserted(() -> assertThat(emitted()).containsExactly("spam 1", "spam 2"));
        String savepoint = stop(first);
        artifacts.retire("spam");

        JobClient second = follow(Duration.ofMillis(20), savepoint);

        await().untilAsserted(
                        () -> assertThat(emitted()).containsExactly("spam 1", "spam 2", "spam 3"));
        stop(second);
    }

    @Test
    void shouldPassOverADamagedFileUntilItIsWhole() throws Exception {
        deploy("spam");
        deploy("ham");
        Path file = data.resolve("artifacts/ham/deployment.json");
        byte[] whole = Files.readAllBytes(file);
        Files.writeString(file, "{\"revis");

        JobClient job = follow(Duration.ofMillis(20), null);
        await().untilAsserted(() -> assertThat(emitted()).containsExactly("spam 1"));
        Files.write(file, whole);
        await().untilAsserted(
                        () -> assertThat(emitted()).containsExactlyInAnyOrder("spam 1", "ham 1"));
        stop(job);
    }

    @Test
    void shouldStopBetweenTwoRareLooks() throws Exception {
        deploy("spam");
        JobClient job = follow(Duration.ofHours(1), null);
        await().untilAsserted(() -> assertThat(emitted()).containsExactly("spam 1"));

        assertThat(stop(job)).isNotNull();
    }

    @Test
    void shouldRefuseAnIntervalThatCannotBe() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

        assertThatThrownBy(() -> DeploymentFiles.follow(env, data, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("deployments need an interval of at least 1 ms, not PT0S");
    }

    private void deploy(String task) throws Exception {
        Path file = folder.resolve(task + ".yaml");
        Files.writeString(
                file,
                """
                id: %s
                description: Say whether a message is spam.
                input_schema: {type: object, properties: {text: {type: string}}}
                output_schema: {type: string}
                """
                        .formatted(task));
        artifacts.putTask(TaskFile.read(file));
        artifacts.add(task, "first", "ecj");
    }

    private JobClient follow(Duration interval, String savepoint) throws Exception {
        Configuration config = new Configuration();
        if (savepoint != null) {
            config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.enableCheckpointing(100);
        DeploymentFiles.follow(env, data, interval)
                .map(message -> new OutputLine("", Json.bytes(message.read())))
                .sinkTo(JsonlSinks.to(folder.resolve("emitted")))
                .uid("emitted");
        return env.executeAsync();
    }

    private String stop(JobClient job) throws Exception {
        return job.stopWithSavepoint(
                        false,
                        folder.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
    }

    private List<String> emitted() throws Exception {
        return VisibleLines.in(folder.resolve("emitted")).stream()
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), Deployment.class))
                .map(deployment -> deployment.task() + " " + deployment.revision())
                .sorted(java.util.Comparator.comparing(text -> text.replaceAll(".* ", "")))
                .toList();
    }
}
