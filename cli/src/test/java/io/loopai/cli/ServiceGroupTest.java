package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.ServiceGroup;
import io.loopai.kafka.TopicSetup;
import io.loopai.kafka.Topics;
import io.loopai.service.db.ServiceTable;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.store.DataDir;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that read what the jobs say from one broker. */
class ServiceGroupTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private EmbeddedKafka broker;
    private KafkaSettings settings;

    @BeforeEach
    void start() throws IOException {
        broker = EmbeddedKafka.start(folder.resolve("broker"), 0);
        settings = KafkaSettings.at(broker.servers());
        create(settings);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void shouldReadFromTheBeginningWithANewDatabaseAndGoOnWithAKnownOne() {
        wish("first");
        try (Service service = new Service("data", settings)) {
            service.awaitWishes("first");
        }
        wish("second");
        try (Service service = new Service("data", settings)) {
            service.awaitWishes("first", "second");
            await().atMost(PATIENCE).until(() -> committed(service.group) == 2);
            service.centre.database().inTransaction(h -> h.execute("delete from attempts"));
        }
        wish("third");
        try (Service service = new Service("data", settings)) {
            service.awaitWishes("third");
        }
        try (Service service = new Service("new", settings)) {
            service.awaitWishes("first", "second", "third");
        }
    }

    @Test
    void shouldRefuseToWorkOnTheTopicsOfAnotherOne() {
        KafkaSettings others =
                new KafkaSettings(broker.servers(), Map.of(), new Topics("loopai-b"));
        create(others);
        wish("first");
        ServiceGroup own = new ServiceGroup("loopai", "00000000-0000-0000-0000-000000000000");
        try (Service service = new Service("data", settings);
                Service other = new Service("other", others)) {
            service.awaitWishes("first");
            await().atMost(PATIENCE).until(() -> own.other(settings).isPresent());
            String group = "loopai-service-" + service.id;
            assertThat(own.other(settings)).contains(new ServiceGroup.Other(group, "127.0.0.1"));
            assertThat(service.group.other(settings)).isEmpty();
            assertThat(other.group.other(others)).isEmpty();

            Shell.Outcome up =
                    Shell.run(
                            "up",
                            "--kafka",
                            broker.servers(),
                            "-D",
                            UpHarness.UNSIGNED,
                            "--parallelism",
                            "1",
                            "--data-dir",
                            folder.resolve("third").toString());

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.err())
                    .isEqualTo(
                            "error: another 'loopai up' works on the topics loopai.* of Kafka at "
                                    + broker.servers()
                                    + " (group "
                                    + group
                                    + ", from 127.0.0.1); the jobs of both would abort each other's"
                                    + " transactions. Stop it, or give this one topics of its own"
                                    + " with --topic-prefix. If it was killed just now, Kafka"
                                    + " notices within a minute: start again then\n");
        }
        assertThat(own.other(settings)).isEmpty();
    }

    private static void create(KafkaSettings settings) {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(1);
        }
    }

    private void wish(String id) {
        String wish =
                """
                {"id": "%s", "task": "spam", "version": 1, "reason": "more_labels",
                 "message": "many more", "requested_at": "2026-01-31T12:00:00Z"}
                """
                        .formatted(id);
        try (var producer =
                new KafkaProducer<>(
                        settings.clientProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(settings.topics().regenerations(), wish));
        }
    }

    private long committed(ServiceGroup group) throws Exception {
        try (Admin admin = Admin.create(settings.clientProperties())) {
            OffsetAndMetadata offset =
                    admin.listConsumerGroupOffsets(group.name())
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(new TopicPartition(settings.topics().regenerations(), 0));
            return offset == null ? 0 : offset.offset();
        }
    }

    /** The part of 'up' that reads. */
    private final class Service implements AutoCloseable {

        private final DecisionCentre centre;
        private final ImprovementLoop loop;
        private final LoopFeed feed;
        private final String id;
        private final ServiceGroup group;

        Service(String data, KafkaSettings kafka) {
            centre = DecisionCentre.open(DataDir.open(folder.resolve(data)), Optional.empty());
            loop =
                    ImprovementLoop.of(
                            centre.database(),
                            centre.deployments(),
                            Optional::empty,
                            ImprovementLoop.Options.DEFAULT);
            if (centre.deployments().tasks().isEmpty()) {
                centre.deployments()
                        .createTask(
                                TaskFile.parse(
                                        "id: spam\ninput_schema: {type: object}\n"
                                                + "output_schema: {type: string}",
                                        "spam.yaml"),
                                null);
            }
            id = centre.database().inTransaction(ServiceTable::id);
            group = new ServiceGroup(kafka.topics().prefix(), id);
            feed = LoopFeed.start(kafka, group, loop);
        }

        void awaitWishes(String... ids) {
            await().atMost(PATIENCE).until(() -> wishes().equals(List.of(ids)));
        }

        private List<String> wishes() {
            return centre.database()
                    .inTransaction(
                            handle ->
                                    handle.createQuery("select id from attempts order by id")
                                            .mapTo(String.class)
                                            .list());
        }

        @Override
        public void close() {
            feed.close();
            loop.close();
            centre.close();
        }
    }
}
