package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.cli.terminal.Terminal;
import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicReader;
import io.loopai.kafka.TopicSetup;
import io.loopai.kafka.Topics;
import io.loopai.signature.SigningKey;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that talk to Kafka, on one broker; every test has a topic prefix of its own. */
class KafkaCommandsTest {

    private static final String NOBODY = "127.0.0.1:1";

    @TempDir private static Path brokerFolder;
    private static EmbeddedKafka broker;
    private static int tests;

    @TempDir private Path folder;
    private final String prefix = "t" + tests++;
    private final KafkaSettings settings =
            new KafkaSettings(broker.servers(), Map.of(), new Topics(prefix));

    @BeforeAll
    static void start() throws IOException {
        broker = EmbeddedKafka.start(brokerFolder, 0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void createTopics() {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(1);
        }
    }

    @Test
    void shouldProduceLinesAsTheyAreAndTailThem() throws IOException {
        Path file = folder.resolve("in.jsonl");
        Files.write(
                file, "{\"input\":{\"text\":\"ü\"}}\nno json\n".getBytes(StandardCharsets.UTF_8));
        Path zipped = folder.resolve("more.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("{\"id\":\"z\"}".getBytes(StandardCharsets.UTF_8));
        }

        JsonNode report = run("produce", "--input", file, zipped, "--json").json();

        assertThat(report.get("sent").asLong()).isEqualTo(3);
        assertThat(report.get("topic").asText()).isEqualTo(prefix + ".requests");
        assertThat(tail("requests"))
                .isEqualTo("{\"input\":{\"text\":\"ü\"}}\nno json\n{\"id\":\"z\"}\n");
    }

    @Test
    void shouldNameTheTaskAndTakeTheKeyFromAField() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("in.jsonl"),
                        """
                        {"id":"a","input":{}}
                        {"id":"b","task":"own","input":{}}
                        no json
                        """);

        Outcome outcome = run("produce", "--task", "spam", "--key", "id", "--input", file);

        assertThat(outcome.out())
                .matches(
                        "sent 3 requests to "
                                + prefix
                                + "\\.requests in \\d+\\.\\d s \\(.*/s\\)\n");
        assertThat(tail("requests", "--pretty"))
                .isEqualTo(
                        """
                        %1$s.requests-0 @ 0  key a
                        {
                          "id" : "a",
                          "input" : { },
                          "task" : "spam"
                        }
                        %1$s.requests-0 @ 1  key b
                        {
                          "id" : "b",
                          "task" : "own",
                          "input" : { }
                        }
                        %1$s.requests-0 @ 2
                        no json
                        """
                                .formatted(prefix));
    }

    @Test
    void shouldProducePlainLinesAtARate() throws IOException {
        Path file = Files.writeString(folder.resolve("in.txt"), "one \"line\"\ntwo\n");

        run("produce", "--format", "text", "--task", "log", "--rate", 1_000, "--input", file);

        assertThat(tail("requests"))
                .isEqualTo(
                        """
                        {"task":"log","input":{"text":"one \\"line\\""}}
                        {"task":"log","input":{"text":"two"}}
                        """);
    }

    @Test
    void shouldProduceWithoutByteOrderMarks() throws IOException {
        Path file = Files.writeString(folder.resolve("in.txt"), "\ufeffone\n\ufefftwo\n");

        run("produce", "--format", "text", "--task", "log", "--input", file);
        run("produce", "--input", file);

        assertThat(tail("requests"))
                .isEqualTo(
                        """
                        {"task":"log","input":{"text":"one"}}
                        {"task":"log","input":{"text":"MARKtwo"}}
                        one
                        MARKtwo
                        """
                                .replace("MARK", "\ufeff"));
    }

    @Test
    void shouldTailFromATimeUntilATimeAndSoMany() {
        Instant time = Instant.now().truncatedTo(ChronoUnit.HOURS);
        send("results", time, 1, "r1");
        send("results", time.plusSeconds(1), 1, "r2", "trace", "7");
        send("results", time.plusSeconds(2), 1, "r3");

        assertThat(tail("results")).isEqualTo("r1\nr2\nr3\n");
        assertThat(tail("results", "--count", 2)).isEqualTo("r1\nr2\n");
        assertThat(tail(prefix + ".results", "--from", time.plusSeconds(1))).isEqualTo("r2\nr3\n");
        assertThat(tail("results", "--until", time.plusSeconds(2))).isEqualTo("r1\nr2\n");
        assertThat(tail("results", "--from", "now")).isEmpty();
        String elsewhere = time.plusSeconds(1).atOffset(ZoneOffset.ofHours(2)).toString();
        assertThat(tail("results", "--from", elsewhere, "--count", 1, "--pretty"))
                .isEqualTo(prefix + ".results-0 @ 1  trace=7\nr2\n");
    }

    @Test
    void shouldGiveEachSubtaskAPartitionOrSayWhichHaveNone() {
        StringWriter said = new StringWriter();
        Terminal err = new Terminal(new PrintWriter(said), false, Map.of());

        Stack.prepareTopics(settings, new Configuration(), 3, err);
        assertThat(said.toString())
                .isEqualTo(
                        "2 of the 3 subtasks have nothing to do, since %s.requests has no more than 1 partitions: add some, or give --parallelism 1\n"
                                .formatted(prefix));
        Topics wider = new Topics(prefix + "-wider");
        KafkaSettings others = new KafkaSettings(broker.servers(), Map.of(), wider);
        Stack.prepareTopics(others, new Configuration(), 6, err);
        try (TopicSetup setup = TopicSetup.connect(others)) {
            assertThat(setup.partitions(wider.requests())).isEqualTo(6);
        }
        assertThat(said.toString()).containsOnlyOnce("nothing to do");
    }

    @Test
    @Timeout(60)
    void shouldEndAtATimeThoughMoreMessagesCome() {
        Instant time = Instant.now();
        send("results", time.minusSeconds(1), 1, "early");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> busy =
                CompletableFuture.runAsync(
                        () -> {
                            while (!done.get()) {
                                send("results", time.plusSeconds(1), 1, "late");
                            }
                        });
        try {
            assertThat(tail("results", "--until", time)).isEqualTo("early\n");
        } finally {
            done.set(true);
            busy.join();
        }
    }

    @Test
    void shouldKnowWhatHasComeSinceTheEndWasFound() {
        send("results", Instant.now(), 1, "early");
        String topic = settings.topics().results();
        try (TopicReader reader = TopicReader.fromBeginning(settings, topic)) {
            send("results", Instant.now(), 1, "late");
            List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
            await().until(
                            () -> {
                                messages.addAll(reader.poll(Duration.ofMillis(100)));
                                return messages.size() == 2;
                            });

            assertThat(messages).map(reader::isPastEnd).containsExactly(false, true);
            reader.endHere();
            assertThat(messages).map(reader::isPastEnd).containsExactly(false, false);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tail results --from yesterday | 2 | 'yesterday' is no time such as 2026-01-31T12:00:00Z",
                "tail colours --until end | 1 | Kafka at SERVERS has no topic colours",
                "produce --rate 0 | 2 | --rate must be above 0",
                "produce --input nowhere.jsonl | 1 | nowhere.jsonl: no such file or folder",
                "status --watch --json | 2 | --json writes one object; leave out --watch",
                "up --flink nowhere -D loopai.deployments.allow_unsigned=true | 2 | 'nowhere' is no address of a Flink cluster, such as 127.0.0.1:8081",
            })
    void shouldSayWhatIsWrong(String arguments, int exitCode, String message) {
        List<Object> all = new ArrayList<>(Arrays.asList(arguments.split(" ")));
        Outcome outcome = run(all.remove(0).toString(), all.toArray());

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("error: " + message.replace("SERVERS", broker.servers()) + "\n");
    }

    @Test
    void shouldPublishAndExportDeployments() {
        Path data = deploy(2);
        Path copy = folder.resolve("copy");

        assertThat(run("deployment publish", "--data-dir", data))
                .isEqualTo(
                        new Outcome(
                                0,
                                "published echo, revision 2, to " + prefix + ".deployments\n",
                                ""));
        assertThat(run("deployment publish", "--data-dir", data).out())
                .isEqualTo(prefix + ".deployments has revision 2 of echo already\n");
        assertThat(run("deployment export", "--data-dir", copy))
                .isEqualTo(
                        new Outcome(
                                0,
                                "wrote echo, revision 2, to "
                                        + copy.resolve("artifacts/echo")
                                        + "\n",
                                ""));
        assertThat(run("deployment export", "--data-dir", copy, "--json").out())
                .isEqualTo(
                        "{\"deployments\":[{\"task\":\"echo\",\"revision\":2,\"written\":false}]}\n");
        assertThat(new ArtifactRepository(DataDir.open(copy)).published("echo"))
                .isEqualTo(new ArtifactRepository(DataDir.open(data)).published("echo"));
        assertThat(run("deployment export", "--data-dir", copy, "--task", "ham"))
                .isEqualTo(
                        new Outcome(
                                1, "", "error: task 'ham' is not in " + prefix + ".deployments\n"));
    }

    @Test
    void shouldPublishAboveWhatNobodyTrusts() throws IOException {
        SigningKey key = SigningKey.create();
        Path publicKey = Files.writeString(folder.resolve("own.pub.pem"), key.publicPem());
        Path data = deploy(2, Optional.of(key));
        run("deployment publish", "--data-dir", data);
        ControlMessage unsigned =
                ControlMessage.unsigned(
                        new Deployment("echo", 99, null, List.of(), null, Instant.EPOCH));
        new DeploymentTopic(settings).publish(List.of(unsigned));

        assertThat(run("deployment publish", "--data-dir", data).out())
                .isEqualTo(
                        prefix
                                + ".deployments has revision 99 of echo, so 2 is not published; when"
                                + " that one is not yours, count only what your keys verify, with"
                                + " --public-key\n");
        deploy(3, Optional.of(key));
        assertThat(run("deployment publish", "--data-dir", data, "--public-key", publicKey).out())
                .matches("published echo, revision \\d, to " + prefix + "\\.deployments\n");
    }

    @Test
    void shouldCreateTopicsOnlyWhereThatIsWanted() {
        Path data = deploy(1);
        List<Object> arguments =
                List.of("--data-dir", data, "--topic-prefix", prefix + "b", "--json");
        List<Object> none = new ArrayList<>(arguments);
        none.add("--no-create");

        Outcome refused = at(broker.servers(), "deployment publish", none.toArray());
        JsonNode report = at(broker.servers(), "deployment publish", arguments.toArray()).json();

        assertThat(refused)
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: Kafka at %s has no topic %sb.deployments\n"
                                        .formatted(broker.servers(), prefix)));
        assertThat(report.get("created_topics")).hasSize(11);
        assertThat(report.get("deployments").toString())
                .isEqualTo("[{\"task\":\"echo\",\"revision\":1,\"published\":true}]");
    }

    @Test
    void shouldShowWhatIsDeployedAndHowFarTheJobIs() throws Exception {
        run("deployment publish", "--data-dir", deploy(2));
        Instant now =
                Instant.now().plusSeconds(1_800); // within the last minute however long it takes
        send("requests", now, 1_200, "{}");
        send("results", now.minusSeconds(7_200), 1, "{}");
        send("results", now, 120, "{}");
        commit(prefix, 121);

        assertThat(run("status", "--group", prefix))
                .isEqualTo(
                        new Outcome(
                                0,
                                """
                                task  revision  version  stage             share
                                echo         2  v2       active           100.0%%
                                                v1       shadow, standby    0.0%%

                                topic         messages  last minute   rate
                                requests         1,200        1,200   20/s
                                results            121          120  2.0/s
                                dead letters         0            0  0.0/s

                                1,079 requests wait for the group %s
                                """
                                        .formatted(prefix),
                                ""));
        JsonNode json = run("status", "--group", prefix, "--json").json();
        assertThat(json.get("lag").asLong()).isEqualTo(1_079);
        assertThat(json.get("tasks").toString())
                .isEqualTo(
                        "[{\"task\":\"echo\",\"revision\":2,\"standby\":1,\"versions\":["
                                + "{\"version\":2,\"stage\":\"active\",\"share\":1.0},"
                                + "{\"version\":1,\"stage\":\"shadow\",\"share\":0.0}]}]");
    }

    @Test
    void shouldShowATopicInWhichNothingIs() {
        assertThat(run("status").out())
                .isEqualTo(
                        """
                        nothing is deployed

                        topic         messages  last minute   rate
                        requests             0            0  0.0/s
                        results              0            0  0.0/s
                        dead letters         0            0  0.0/s

                        the group loopai has read nothing yet
                        """);
        assertThat(run("status", "--json").out())
                .isEqualTo(
                        "{\"kafka\":\"%s\",\"topic_prefix\":\"%s\",\"group\":\"loopai\",\"tasks\":[],"
                                        .formatted(broker.servers(), prefix)
                                + "\"requests\":{\"kept\":0,\"last_minute\":0,\"per_second\":0.0},"
                                + "\"results\":{\"kept\":0,\"last_minute\":0,\"per_second\":0.0},"
                                + "\"dead_letters\":{\"kept\":0,\"last_minute\":0,\"per_second\":0.0}}\n");
    }

    @Test
    void shouldShowItAnewUntilItIsStopped() throws Exception {
        StringWriter text = new StringWriter();
        Terminal out = new Terminal(new PrintWriter(text), false, Map.of());
        String[] arguments = {
            "status", "--watch", "--kafka", broker.servers(), "--topic-prefix", prefix
        };
        Thread command = new Thread(() -> Main.commandLine(out, out, Map.of()).execute(arguments));

        command.start();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> text.toString().split("nothing is deployed", -1).length > 3);
        command.interrupt();
        command.join();

        assertThat(text.toString()).contains("has read nothing yet\n\nnothing is deployed\n");
    }

    @ParameterizedTest
    @CsvSource({"status", "tail results", "deployment export"})
    void shouldSayThatKafkaIsAway(String command) {
        Outcome outcome =
                at(
                        NOBODY,
                        command,
                        "--kafka-property",
                        "default.api.timeout.ms=500",
                        "--kafka-property",
                        "request.timeout.ms=400");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("error: Kafka at 127.0.0.1:1: ")
                .endsWith("; is the address right, and is the broker running?\n");
    }

    @Test
    void shouldSayThatNoFlinkClusterAnswers() {
        Outcome outcome =
                run(
                        "up",
                        "--flink",
                        NOBODY,
                        "--data-dir",
                        deploy(1),
                        "--parallelism",
                        1,
                        "-D",
                        UpHarness.UNSIGNED,
                        "-D",
                        "rest.retry.max-attempts=1",
                        "-D",
                        "rest.retry.delay=10 ms");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("error: no Flink cluster answers at 127.0.0.1:1 (")
                .endsWith("); is the address right, and is the cluster running?\n");
    }

    private Outcome run(String command, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--topic-prefix", prefix));
        all.addAll(Arrays.asList(arguments));
        return at(broker.servers(), command, all.toArray());
    }

    private static Outcome at(String servers, String command, Object... arguments) {
        List<Object> all = new ArrayList<>(Arrays.asList(command.split(" ")));
        all.addAll(List.of("--kafka", servers));
        all.addAll(Arrays.asList(arguments));
        return Shell.run(all.toArray());
    }

    private String tail(String topic, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(topic));
        all.addAll(Arrays.asList(arguments));
        if (!all.contains("--from")) {
            all.addAll(List.of("--from", "beginning"));
        }
        if (!all.contains("--until")) {
            all.addAll(List.of("--until", "end"));
        }
        Outcome outcome = run("tail", all.toArray());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }

    /** A data folder with so many versions, the last one active. */
    private Path deploy(int versions) {
        return deploy(versions, Optional.empty());
    }

    private Path deploy(int versions, Optional<SigningKey> key) {
        Path data = folder.resolve("data");
        ArtifactRepository artifacts = new ArtifactRepository(DataDir.open(data), key);
        artifacts.putTask(TaskFile.parse(RunHarness.TASK, "echo.yaml"));
        for (int version = 1; version <= versions; version++) {
            String source =
                    """
                    import io.loopai.program.*;
                    public final class P implements Program {
                        public Answer answer(Input in) { return Answer.of("v%d"); }
                    }
                    """
                            .formatted(version);
            artifacts.activate("echo", artifacts.add("echo", source, "ecj").metadata().version());
        }
        return data;
    }

    private void send(String topic, Instant time, int count, String value, String... header) {
        try (var producer =
                new KafkaProducer<>(
                        settings.clientProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                var message =
                        new ProducerRecord<String, String>(
                                prefix + "." + topic, 0, time.toEpochMilli(), null, value);
                if (header.length > 0) {
                    message.headers().add(header[0], header[1].getBytes(StandardCharsets.UTF_8));
                }
                producer.send(message);
            }
        }
    }

    /** What a job does with its checkpoint. */
    private void commit(String group, long offset) throws Exception {
        try (Admin admin = Admin.create(settings.clientProperties())) {
            admin.alterConsumerGroupOffsets(
                            group,
                            Map.of(
                                    new TopicPartition(settings.topics().requests(), 0),
                                    new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
