package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.JobProgress;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.KafkaUnavailableException;
import io.loopai.kafka.RequestWriter;
import io.loopai.kafka.TopicReader;
import io.loopai.kafka.TopicSetup;
import io.loopai.kafka.Topics;
import io.loopai.task.ControlMessage;
import io.loopai.task.Json;
import io.loopai.task.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that lets nobody in without a password. */
class KafkaPasswordTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir private static Path brokerFolder;
    private static EmbeddedKafka broker;

    @TempDir private Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        broker =
                EmbeddedKafka.start(
                        brokerFolder,
                        0,
                        Map.of(
                                "listener.security.protocol.map",
                                "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                                "sasl.enabled.mechanisms",
                                "PLAIN",
                                "sasl.mechanism.inter.broker.protocol",
                                "PLAIN",
                                "listener.name.plaintext.plain.sasl.jaas.config",
                                LOGIN
                                        + " username=\"broker\" password=\"own\""
                                        + " user_broker=\"own\" user_loopai=\"right\";"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static KafkaSettings settings(String password) {
        return new KafkaSettings(
                broker.servers(),
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        LOGIN + " username=\"loopai\" password=\"%s\";".formatted(password)),
                new Topics("loopai"));
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        try (TopicSetup setup = TopicSetup.connect(settings("wrong"))) {
            assertThatThrownBy(setup::missing)
                    .isInstanceOf(KafkaUnavailableException.class)
                    .hasMessage(
                            "Kafka at %s: Authentication failed: Invalid username or password; are the user, the password and the certificates right?"
                                    .formatted(broker.servers()));
        }
    }

    @Test
    void shouldAnswerWithThePassword() throws Exception {
        KafkaSettings settings = settings("right");
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(1);
        }
        new DeploymentTopic(settings)
                .publish(List.of(ControlMessage.unsigned(Deployments.revision("echo", 1))));
        try (RequestWriter writer = RequestWriter.open(settings)) {
            writer.send(null, "{\"input\":{\"text\":\"x\"}}".getBytes(StandardCharsets.UTF_8));
        }

        JobClient job = start(settings);

        List<Result> results = new ArrayList<>();
        try (TopicReader reader =
                TopicReader.fromBeginning(settings, settings.topics().results())) {
            await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> {
                                reader.poll(Duration.ofMillis(100))
                                        .forEach(
                                                message ->
                                                        results.add(
                                                                Json.read(
                                                                        message.value(),
                                                                        Result.class)));
                                return !results.isEmpty();
                            });
        }
        assertThat(results).hasSize(1).allMatch(result -> result.task().equals("echo"));
        assertThat(JobProgress.read(settings, "loopai", Instant.now()).requests().kept())
                .isEqualTo(1);

        job.cancel().get(1, TimeUnit.MINUTES);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }

    /** With the options as arguments: that is how a password gets to a job. */
    private JobClient start(KafkaSettings settings) throws Exception {
        List<String> arguments = new ArrayList<>();
        Map<String, String> all = new TreeMap<>();
        settings.properties()
                .forEach((key, value) -> all.put("loopai.kafka.properties." + key, value));
        all.put("loopai.kafka.servers", settings.servers());
        all.put("loopai.data_dir", folder.resolve("data").toString());
        all.put("loopai.task", "echo");
        all.put("loopai.deployments.allow_unsigned", "true");
        all.put("loopai.checkpoint_interval", "300 ms");
        all.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        Configuration options = OptionSources.read(arguments.toArray(String[]::new), Map.of());
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(1);
        ExecutionJob.draw(env, options);
        return env.executeAsync(ExecutionJob.NAME);
    }
}
