package io.loopai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loopai.engine.Envelope;
import io.loopai.engine.RawRecord;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker. */
class TopicsTest {

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;

    private final KafkaSettings settings =
            new KafkaSettings(kafka.servers(), Map.of(), new Topics("t" + System.nanoTime()));

    @BeforeAll
    static void start() throws IOException {
        kafka = EmbeddedKafka.start(folder, 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldCreateWhatIsMissingAndOnlyThat() throws Exception {
        try (TopicSetup setup = TopicSetup.connect(settings);
                Admin admin = Admin.create(settings.clientProperties())) {
            assertThat(setup.missing()).hasSize(11);

            assertThat(setup.createMissing(3)).hasSize(11);

            assertThat(setup.createMissing(3)).isEmpty();
            assertThat(setup.missing()).isEmpty();
            String requests = settings.topics().requests();
            String deployments = settings.topics().deployments();
            var topics = admin.describeTopics(List.of(requests, deployments)).allTopicNames().get();
            assertThat(topics.get(requests).partitions()).hasSize(3);
            assertThat(topics.get(deployments).partitions()).hasSize(1);
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, deployments);
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(config.get("max.message.bytes").value()).isEqualTo("5242880");
            assertThat(setup.problems(8 << 20)).isEmpty();
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTopicsOfSomebodyElse() throws Exception {
        Topics topics = settings.topics();
        try (TopicSetup setup = TopicSetup.connect(settings);
                Admin admin = Admin.create(settings.clientProperties())) {
            admin.createTopics(
                            Stream.of(topics.requests(), topics.samples(), topics.deployments())
                                    .map(name -> new NewTopic(name, 1, (short) 1))
                                    .toList())
                    .all()
                    .get();

            await().until(() -> setup.missing().size() == 8);
            assertThat(setup.problems(3 << 20))
                    .containsExactly(
                            "topic %s is not compacted only (cleanup.policy=delete): Kafka deletes what is deployed when it is old, and jobs that start then have no programs; set cleanup.policy=compact"
                                    .formatted(topics.deployments()),
                            "topic %s takes messages of at most 1048588 bytes (max.message.bytes); they may have up to 5242880, and one that is too large is not published: set max.message.bytes=5242880"
                                    .formatted(topics.deployments()),
                            "topic %s takes messages of at most 1048588 bytes (max.message.bytes); they may have up to 3145728, and one that is too large stops the job: set max.message.bytes=3145728"
                                    .formatted(topics.samples()));
        }
    }

    @Test
    void shouldTakeABrokerThatWasKilledForDeadBeforeLong() throws Exception {
        // As long as the new one has to wait for its registration.
        var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (Admin admin = Admin.create(settings.clientProperties())) {
            var config = admin.describeConfigs(List.of(broker)).all().get().get(broker);
            assertThat(config.get("broker.session.timeout.ms").value()).isEqualTo("3000");
            assertThat(config.get("broker.heartbeat.interval.ms").value()).isEqualTo("1000");
        }
    }

    @Test
    void shouldSayWhatAShorterTransactionLimitMeans() {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            Duration longest = setup.longestTransaction().orElseThrow();

            assertThat(longest).isEqualTo(Duration.ofDays(7));
            assertThat(TopicSetup.transactionProblem(longest, Duration.ofDays(7))).isEmpty();
            assertThat(TopicSetup.transactionProblem(longest, Duration.ofDays(8)))
                    .contains(
                            "the brokers allow transactions of 604800 s (transaction.max.timeout.ms), not"
                                    + " of 691200 s: when the job stands still for longer, Kafka aborts"
                                    + " what it has written since its last checkpoint and not yet"
                                    + " committed, and those results are lost");
        }
    }

    @Test
    void shouldNotKnowTheLimitThatBrokersHide() {
        String limit = "transaction.max.timeout.ms";
        assertThat(TopicSetup.longestTransaction(new Config(List.of()))).isEmpty();
        assertThat(TopicSetup.longestTransaction(new Config(List.of(new ConfigEntry(limit, null)))))
                .isEmpty();
        assertThat(TopicSetup.USUAL_LONGEST_TRANSACTION).isEqualTo(Duration.ofSeconds(900));
        assertThat(TopicSetup.unknownTransactionLimit())
                .isEqualTo(
                        "the brokers do not say how long a transaction may last"
                                + " (transaction.max.timeout.ms; reading it needs the permission to"
                                + " describe the cluster's settings): taken for Kafka's default of"
                                + " 900 s; when they allow less, the job cannot write");
    }

    @Test
    void shouldSayThatItsPortIsTaken(@TempDir Path other) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(other, taken.getLocalPort()))
                    .isInstanceOf(BindException.class);
        }

        try (EmbeddedKafka again = EmbeddedKafka.start(other, 0);
                TopicSetup setup = TopicSetup.connect(KafkaSettings.at(again.servers()))) {
            assertThat(setup.missing()).isNotEmpty();
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenItDoesNotStart(@TempDir Path other) throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.start(other, 0)) {
            assertThat(first.servers()).isNotEmpty();
            assertThatThrownBy(() -> EmbeddedKafka.start(other, 0))
                    .hasMessage(other + ": another broker uses this folder; stop that one first");
        }

        try (EmbeddedKafka again = EmbeddedKafka.start(other, 0);
                TopicSetup setup = TopicSetup.connect(KafkaSettings.at(again.servers()))) {
            assertThat(setup.missing()).isNotEmpty();
        }
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        KafkaSettings nowhere =
                new KafkaSettings(
                        "127.0.0.1:1",
                        Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "400"),
                        new Topics("t"));

        try (TopicSetup setup = TopicSetup.connect(nowhere)) {
            assertThatThrownBy(setup::missing)
                    .isInstanceOf(KafkaUnavailableException.class)
                    .hasMessageStartingWith("Kafka at 127.0.0.1:1")
                    .hasMessageEndingWith("; is the address right, and is the broker running?");
        }
    }

    @Test
    void shouldReadTheNewestRevisionsFirstWhateverStandsBetweenThem() {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(1);
        }
        DeploymentTopic topic = new DeploymentTopic(settings);
        topic.publish(List.of(retired("a", 2), retired("b", 1), retired("a", 1)));
        write("a", "no deployment");
        write("a", null);
        for (int revision = 2; revision <= 12; revision++) {
            topic.publish(List.of(retired("b", revision)));
        }

        assertThat(topic.recent())
                .extracting(message -> message.read().task() + message.read().revision())
                .containsExactly(
                        "a2", "a1", "b12", "b11", "b10", "b9", "b8", "b7", "b6", "b5", "b4", "b3");
    }

    @Test
    void shouldTellWhatIsTooLargeFromABrokerThatIsAway() throws Exception {
        try (Admin admin = Admin.create(settings.clientProperties())) {
            admin.createTopics(List.of(new NewTopic(settings.topics().deployments(), 1, (short) 1)))
                    .all()
                    .get();
        }
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);
        ControlMessage large =
                new ControlMessage(
                        retired("a", 1).deployment(), Base64.getEncoder().encodeToString(noise));

        assertThatThrownBy(() -> new DeploymentTopic(settings).publish(List.of(large)))
                .isInstanceOfSatisfying(
                        KafkaUnavailableException.class, e -> assertThat(e.isTooLarge()).isTrue())
                .hasMessage(
                        "Kafka at %s: The request included a message larger than the max message size the server will accept."
                                .formatted(settings.servers()));
    }

    @Test
    void shouldLetWhatDoesNotCountTakeNoPlace() {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(1);
        }
        DeploymentTopic topic = new DeploymentTopic(settings);
        ControlMessage good = new ControlMessage(retired("a", 1).deployment(), "signed\n");
        topic.publish(List.of(good));
        for (int revision = 2; revision <= 12; revision++) {
            topic.publish(List.of(retired("a", revision)));
        }
        topic.publish(List.of(retired("b", -1), retired("b", Long.MAX_VALUE)));

        assertThat(topic.recent(message -> message.signatures() != null)).containsExactly(good);
        assertThat(topic.recent()).hasSize(10).noneMatch(each -> each.read().task().equals("b"));
    }

    @Test
    void shouldKeepSignaturesByteByByte() {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(1);
        }
        DeploymentTopic topic = new DeploymentTopic(settings);
        ControlMessage signed =
                new ControlMessage(retired("a", 1).deployment() + " \n", "ed25519 x y\n");

        topic.publish(List.of(signed));

        assertThat(topic.recent()).containsExactly(signed);
    }

    @Test
    void shouldRefuseAPrefixThatKafkaWouldRefuse() {
        assertThatThrownBy(() -> new Topics("a b"))
                .hasMessage(
                        "a topic prefix has 1 to 200 letters, digits, '.', '_' and '-', unlike 'a b'");
    }

    @Test
    void shouldKeepPasswordsOutOfTheText() {
        assertThat(
                        new KafkaSettings(
                                "h:1",
                                Map.of("sasl.jaas.config", "password=secret"),
                                new Topics("p")))
                .hasToString("h:1 (p.*)");
    }

    @Test
    void shouldCutWhatIsTooLongAndTakeNothingForBlank() throws Exception {
        RequestMessages messages = new RequestMessages(4);
        List<RawRecord> records = new ArrayList<>();
        ListCollector<RawRecord> out = new ListCollector<>(records);

        messages.deserialize(message("123456".getBytes(StandardCharsets.UTF_8)), out);
        messages.deserialize(message(null), out);

        assertThat(records.get(0).isCut()).isTrue();
        assertThat(records.get(0).value()).containsExactly('1', '2', '3', '4');
        assertThat(records.get(0).length()).isEqualTo(6);
        assertThat(records.get(0).sha256())
                .isEqualTo("8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92");
        assertThat(records.get(0).source()).isEqualTo("t-5");
        assertThat(records.get(1).value()).isEmpty();
        assertThat(records.get(1).envelope()).isSameAs(Envelope.EMPTY);
    }

    private static ConsumerRecord<byte[], byte[]> message(byte[] value) {
        return new ConsumerRecord<>("t", 5, 7, null, value);
    }

    private static ControlMessage retired(String task, long revision) {
        return ControlMessage.unsigned(
                new Deployment(task, revision, null, List.of(), null, Instant.EPOCH));
    }

    private void write(String key, String value) {
        try (var producer =
                new KafkaProducer<>(
                        settings.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(
                            settings.topics().deployments(),
                            key.getBytes(StandardCharsets.UTF_8),
                            value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
