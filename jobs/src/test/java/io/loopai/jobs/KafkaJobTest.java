package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.RequestWriter;
import io.loopai.kafka.TopicSetup;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.ControlMessage;
import io.loopai.task.DeadLetter;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Result;
import io.loopai.task.Traffic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The job on a real broker and a cluster of two slots. */
class KafkaJobTest {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LARGEST = 1 << 20;

    @TempDir private static Path brokerFolder;
    private static Broker broker;

    @TempDir private Path folder;
    private DataDir data;
    private JobClient job;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = new Broker(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** Every test has topics and a group of its own. */
    private String prefix;

    private Broker own;

    @BeforeEach
    void prepare() {
        prefix = "t" + System.nanoTime();
        own = broker.withPrefix(prefix);
        data = DataDir.open(folder.resolve("data"));
        try (TopicSetup setup = TopicSetup.connect(own.settings)) {
            assertThat(setup.createMissing(3)).hasSize(11);
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (job != null && !job.getJobStatus().get().isGloballyTerminalState()) {
            job.cancel().get(1, TimeUnit.MINUTES);
            // Until then it may write checkpoints into the folder that is deleted next.
            await().atMost(PATIENCE)
                    .until(() -> job.getJobStatus().get().isGloballyTerminalState());
        }
    }

    @Test
    void shouldHandOnKeyAndHeadersWithTheResult() throws Exception {
        deploy(Deployments.revision("echo", 1));
        own.send(
                List.of(
                        own.request(
                                "customer-7",
                                "{\"id\":\"a\",\"input\":{\"text\":\"x\"}}",
                                Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7-01")),
                        own.request(null, "{\"input\":{\"text\":\"y\"}}", Map.of())));

        start(2, null);

        awaitResults(2);
        ConsumerRecord<String, String> first =
                results().stream().filter(m -> m.key() != null).findFirst().orElseThrow();
        assertThat(first.key()).isEqualTo("customer-7");
        assertThat(result(first).id()).isEqualTo("a");
        assertThat(
                        new String(
                                first.headers().lastHeader("traceparent").value(),
                                StandardCharsets.UTF_8))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7-01");
        assertThat(results().stream().map(m -> result(m).id()))
                .filteredOn(id -> !id.equals("a"))
                .singleElement()
                .satisfies(id -> assertThat(id).matches(prefix + "\\.requests-[0-2]-[01]"));
        assertThat(JsonLines.count(data.executions("echo"))).isEqualTo(2);
    }

    /** A client that has nothing to do with Java's. */
    @Test
    void shouldAnswerKcat() throws Exception {
        assumeTrue(isThere("kcat"), "kcat is not installed; on Debian: apt-get install kcat");
        deploy(Deployments.revision("echo", 1));
        start(2, null);
        String requests =
                "k1|{\"id\":\"a\",\"input\":{\"text\":\"x\"}}\nk2|{\"id\":\"b\",\"input\":{\"text\":\"y\"}}\n";

        kcat(requests, "-P", "-t", own.settings.topics().requests(), "-K", "|", "-H", "trace=7");
        awaitResults(2);
        String results =
                kcat(
                        "",
                        "-C",
                        "-t",
                        own.settings.topics().results(),
                        "-e",
                        "-q",
                        "-X",
                        "isolation.level=read_committed",
                        "-f",
                        "%k %h %s\n");

        assertThat(results.lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("k1 trace=7 {\"id\":\"a\""))
                .anySatisfy(line -> assertThat(line).startsWith("k2 trace=7 {\"id\":\"b\""));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private String kcat(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("kcat", "-b", own.settings.servers()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("kcat.out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    @Test
    void shouldKeepWhatCannotBeRunWithItsPlaceAndKey() throws Exception {
        deploy(Deployments.revision("echo", 1));
        own.send(
                List.of(
                        own.request("k", "eggs", Map.of("h", "v")),
                        new ProducerRecord<>(own.settings.topics().requests(), 1, "k2", null)));

        start(2, null);

        await().atMost(PATIENCE).until(() -> deadLetters().size() == 2);
        ConsumerRecord<String, String> eggs =
                deadLetters().stream().filter(m -> m.key().equals("k")).findFirst().orElseThrow();
        DeadLetter letter = Json.read(bytes(eggs), DeadLetter.class);
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.MALFORMED);
        assertThat(letter.source()).matches(prefix + "\\.requests-[0-2]");
        assertThat(letter.position()).isZero();
        assertThat(eggs.headers().lastHeader("h").value()).isEqualTo(new byte[] {'v'});
        assertThat(deadLetters())
                .filteredOn(m -> m.key().equals("k2"))
                .extracting(m -> Json.read(bytes(m), DeadLetter.class).reason())
                .containsExactly(DeadLetter.Reason.BLANK);
    }

    @Test
    void shouldSendWhatWaitsForTheOracleToFallbacksInsteadOfResults() throws Exception {
        deploy(
                Deployments.running(
                        Deployments.task(
                                "echo", "fallback: oracle", "sampling: {policy: random, rate: 1}"),
                        1,
                        "return in.text(\"text\").isEmpty() ? Answer.abstain() : Answer.of(\"ok\");"));
        own.send(
                List.of(
                        own.request("1", "{\"id\":\"full\",\"input\":{\"text\":\"x\"}}", Map.of()),
                        own.request(
                                "2", "{\"id\":\"empty\",\"input\":{\"text\":\"\"}}", Map.of())));

        start(2, null);

        awaitResults(1);
        await().atMost(PATIENCE)
                .until(() -> own.read(own.settings.topics().fallbacks()).size() == 1);
        ConsumerRecord<String, String> waiting = own.read(own.settings.topics().fallbacks()).get(0);
        assertThat(waiting.key()).isEqualTo("2");
        assertThat(Json.read(bytes(waiting), Execution.class).id()).isEqualTo("empty");
        assertThat(results()).extracting(m -> result(m).id()).containsExactly("full");
        assertThat(own.read(own.settings.topics().samples())).hasSize(2);
    }

    /** Its sample is larger than it, and lz4 makes none of them smaller. */
    @Test
    void shouldSampleARequestThatIsAsLargeAsItMayBe() throws Exception {
        deploy(
                Deployments.running(
                        Deployments.task("echo", "sampling: {policy: random, rate: 1}"),
                        1,
                        "return Answer.of(\"ok\");"));
        String frame = "{\"id\":\"large\",\"input\":{\"text\":\"%s\"}}";
        byte[] noise = new byte[LARGEST];
        new Random(1).nextBytes(noise);
        String text =
                Base64.getEncoder()
                        .encodeToString(noise)
                        .substring(0, LARGEST - frame.length() + "%s".length());
        try (RequestWriter writer = RequestWriter.open(own.settings)) {
            writer.send(null, frame.formatted(text).getBytes(StandardCharsets.UTF_8));
        }

        start(2, null);

        awaitResults(1);
        assertThat(own.read(own.settings.topics().samples()))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).hasSizeGreaterThan(LARGEST));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void shouldAnswerWithTheNewestProgramsFromTheFirstRecordOnAfterARestart() throws Exception {
        deploy(Deployments.revision("echo", 1));
        deploy(Deployments.revision("gone", 1));
        own.send(requests("echo", 0, 500));
        start(2, null);
        awaitResults(500);
        String savepoint = stopWithSavepoint();
        // While it stands still, the topic grows, loses a task, and gets something broken.
        deploy(Deployments.revision("echo", 2));
        deploy(Deployments.revision("later", 1));
        deploy(Deployments.retired("gone", 2));
        deploy(Deployments.broken("echo", 3));
        own.send(requests("echo", 500, 1_000));
        own.send(requests("later", 1_000, 1_200));
        own.send(requests("gone", 1_200, 1_300));

        start(3, savepoint);

        awaitResults(1_200);
        await().atMost(PATIENCE).until(() -> deadLetters().size() == 100);
        assertThat(
                        results().stream()
                                .map(KafkaJobTest::result)
                                .filter(r -> r.task().equals("echo")))
                .hasSize(1_000)
                .filteredOn(r -> !r.output().textValue().equals(number(r) < 500 ? "r1" : "r2"))
                .isEmpty();
        assertThat(results()).extracting(m -> result(m).id()).doesNotHaveDuplicates();
        assertThat(JsonLines.count(data.executions("echo"))).isEqualTo(1_000);
        assertThat(own.read(own.settings.topics().events()))
                .extracting(m -> Json.read(bytes(m), Event.class))
                .filteredOn(event -> event.kind() == Event.Kind.DEPLOYMENT_REFUSED)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.revision()).isEqualTo(3));
    }

    @Test
    void shouldSwapWhileRecordsFlow() throws Exception {
        deploy(Deployments.revision("echo", 1));
        start(2, null);
        for (int version = 2; version <= 6; version++) {
            own.send(requests("echo", (version - 2) * 1_000, (version - 1) * 1_000));
            deploy(Deployments.revision("echo", version));
            int revision = version;
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    own.read(own.settings.topics().events()).stream()
                                            .map(m -> Json.read(bytes(m), Event.class))
                                            .filter(e -> e.kind() == Event.Kind.DEPLOYMENT_APPLIED)
                                            .anyMatch(e -> e.revision() == revision));
        }
        awaitResults(5_000);
        assertThat(results()).extracting(m -> result(m).id()).doesNotHaveDuplicates();
        assertThat(JsonLines.count(data.executions("echo"))).isEqualTo(5_000);
        assertThat(own.read(own.settings.topics().traffic()))
                .extracting(m -> Json.read(bytes(m), Traffic.class))
                .flatExtracting(Traffic::versions)
                .extracting(Traffic.OfVersion::served)
                .satisfies(
                        served ->
                                assertThat(served.stream().mapToLong(n -> (Long) n).sum())
                                        .isEqualTo(5_000));
    }

    /** State is found again by these names: whoever changes one drops it from running jobs. */
    @ParameterizedTest
    @EnumSource(LoopaiOptions.Delivery.class)
    void shouldGiveEveryOperatorItsLastingName(LoopaiOptions.Delivery delivery) {
        Configuration options = options();
        options.set(LoopaiOptions.KAFKA_DELIVERY, delivery);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();

        ExecutionJob.draw(env, options);

        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "requests",
                        "deployments",
                        "execute",
                        "tally",
                        "executions",
                        "Sink Committer: executions",
                        "results",
                        "Sink Committer: results",
                        "samples",
                        "Sink Committer: samples",
                        "fallbacks",
                        "Sink Committer: fallbacks",
                        "dead-letters",
                        "Sink Committer: dead-letters",
                        "events",
                        "Sink Committer: events",
                        "traffic",
                        "Sink Committer: traffic");
    }

    @Test
    void shouldNameTopicsThatAreMissing() {
        Configuration options = options();
        options.set(LoopaiOptions.KAFKA_TOPIC_PREFIX, "nowhere");
        options.set(LoopaiOptions.KAFKA_CREATE_TOPICS, false);

        assertThatThrownBy(() -> ExecutionJob.draw(new StreamExecutionEnvironment(), options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(
                        "loopai.kafka.create_topics: is false, and these topics are missing:"
                                + " nowhere.requests, nowhere.results,");
    }

    @Test
    void shouldRefuseRecordsOfWhichItCouldNotWrite() {
        Configuration options = options();
        options.set(LoopaiOptions.MAX_RECORD_BYTES, 4 << 20);

        assertThatThrownBy(() -> ExecutionJob.draw(new StreamExecutionEnvironment(), options))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "loopai.max_record_bytes: what is written about a record of 4194304 bytes may"
                                + " have 9437184, more than the 8388608 that are sent to Kafka: make"
                                + " it smaller, or set loopai.kafka.properties.max.request.size and"
                                + " max.message.bytes of the topics to 9437184");
    }

    @Test
    void shouldRefuseFilesBesideTopics() {
        Configuration options = options();
        options.set(LoopaiOptions.INPUT, List.of("in"));

        assertThatThrownBy(() -> ExecutionJob.draw(new StreamExecutionEnvironment(), options))
                .hasMessage(
                        "loopai.input: cannot be used with loopai.kafka.servers: requests come from a"
                                + " topic");
    }

    private void deploy(Deployment deployment) {
        new DeploymentTopic(own.settings).publish(List.of(ControlMessage.unsigned(deployment)));
    }

    private List<ProducerRecord<String, String>> requests(String task, int from, int to) {
        List<ProducerRecord<String, String>> requests = new ArrayList<>();
        IntStream.range(from, to)
                .forEach(
                        i ->
                                requests.add(
                                        own.request(
                                                null,
                                                "{\"id\":\"r-%d\",\"task\":\"%s\",\"input\":{\"text\":\"x\"}}"
                                                        .formatted(i, task),
                                                Map.of())));
        return requests;
    }

    private static int number(Result result) {
        return Integer.parseInt(result.id().substring(2));
    }

    private Configuration options() {
        Configuration options = new Configuration();
        options.set(LoopaiOptions.DATA_DIR, data.root().toString());
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.TASK, "echo");
        options.set(LoopaiOptions.KAFKA_SERVERS, own.settings.servers());
        options.set(LoopaiOptions.KAFKA_TOPIC_PREFIX, prefix);
        options.set(LoopaiOptions.KAFKA_GROUP, prefix);
        options.set(LoopaiOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(300));
        return options;
    }

    private void start(int parallelism, String savepoint) throws Exception {
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(parallelism);
        ExecutionJob.draw(env, options());
        job = env.executeAsync(ExecutionJob.NAME);
    }

    private String stopWithSavepoint() throws Exception {
        return job.stopWithSavepoint(
                        false,
                        folder.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
    }

    private void awaitResults(int count) {
        await().atMost(PATIENCE).until(() -> results().size() >= count);
        assertThat(results()).hasSize(count);
    }

    private List<ConsumerRecord<String, String>> results() {
        return own.read(own.settings.topics().results());
    }

    private List<ConsumerRecord<String, String>> deadLetters() {
        return own.read(own.settings.topics().deadLetters());
    }

    private static Result result(ConsumerRecord<String, String> message) {
        return Json.read(bytes(message), Result.class);
    }

    private static byte[] bytes(ConsumerRecord<String, String> message) {
        return message.value().getBytes(StandardCharsets.UTF_8);
    }
}
