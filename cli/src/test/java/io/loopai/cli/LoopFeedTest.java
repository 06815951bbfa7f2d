package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.kafka.Topics;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.NewProgram;
import io.loopai.service.loop.FeedStatus;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.store.DataDir;
import io.loopai.task.Json;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jobs say, on its way into a real database. */
class LoopFeedTest {

    private static final Topics TOPICS = new Topics("loopai");
    private static final TopicPartition VALIDATIONS = new TopicPartition(TOPICS.validations(), 0);
    private static final TopicPartition WISHES = new TopicPartition(TOPICS.regenerations(), 0);
    private static final TopicPartition TRAFFIC = new TopicPartition(TOPICS.traffic(), 0);
    private static final TopicPartition EVENTS = new TopicPartition(TOPICS.events(), 0);

    @TempDir private Path folder;
    private DecisionCentre centre;
    private ImprovementLoop loop;
    private final List<String> passedOver = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Map<TopicPartition, Long> next = new HashMap<>();

    @BeforeEach
    void open() {
        centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
        loop =
                ImprovementLoop.of(
                        centre.database(),
                        centre.deployments(),
                        Optional::empty,
                        ImprovementLoop.Options.DEFAULT);
        centre.deployments()
                .createTask(
                        TaskFile.parse(
                                "id: spam\ninput_schema: {type: object}\n"
                                        + "output_schema: {type: string}",
                                "spam.yaml"),
                        null);
    }

    @AfterEach
    void close() {
        loop.close();
        centre.close();
    }

    @Test
    void shouldPassOverWhatIsIncompleteAndSayWhatIsMissing() {
        hand(
                List.of(
                        record(VALIDATIONS, null),
                        record(VALIDATIONS, "null"),
                        record(VALIDATIONS, "secret"),
                        record(VALIDATIONS, without(validation("a"), "input")),
                        record(VALIDATIONS, without(validation("b"), "task", "oracle")),
                        record(VALIDATIONS, without(validation("c"), "agrees")),
                        record(VALIDATIONS, validation("d").put("executed_at", "secret")),
                        record(WISHES, without(wish("e"), "task", "version")),
                        record(TRAFFIC, null),
                        record(VALIDATIONS, validation("good")),
                        record(WISHES, wish("good"))));

        assertThat(passedOver)
                .containsExactly(
                        "Passed over: the message at loopai.validations-0-0 is no validation: it is"
                                + " empty.",
                        "Passed over: the message at loopai.validations-0-1 is no validation: null"
                                + " found, object expected.",
                        "Passed over: the message at loopai.validations-0-2 is no validation: it is"
                                + " no JSON.",
                        "Passed over: the message at loopai.validations-0-3 is no validation:"
                                + " required property 'input' not found.",
                        "Passed over: the message at loopai.validations-0-4 is no validation:"
                                + " required property 'task' not found; required property 'oracle'"
                                + " not found.",
                        "Passed over: the message at loopai.validations-0-5 is no validation: has a"
                                + " missing property 'agrees' which is dependent required because"
                                + " 'expected' is present.",
                        "Passed over: the message at loopai.validations-0-6 is no validation:"
                                + " /executed_at: cannot be read.",
                        "Passed over: the message at loopai.regenerations-0-0 is no regeneration:"
                                + " required property 'task' not found; required property 'version'"
                                + " not found.",
                        "Passed over: the message at loopai.traffic-0-0 is no traffic: it is"
                                + " empty.");
        assertThat(labels()).containsExactly("good");
        assertThat(wishes()).containsExactly("good");
    }

    @Test
    void shouldPassOverTheOneThatTheDatabaseRefusesAndKeepTheOthers() {
        String longName = "w".repeat(150);
        hand(
                List.of(
                        record(VALIDATIONS, validation("a")),
                        record(
                                VALIDATIONS,
                                validation("b").put("executed_at", "+1000000000-01-01T00:00:00Z")),
                        record(VALIDATIONS, validation("c")),
                        record(WISHES, wish(longName)),
                        record(WISHES, wish("good"))));

        assertThat(passedOver)
                .containsExactly(
                        "Passed over: the validation at loopai.validations-0-1 cannot be kept:"
                                + " DateTimeException.",
                        "Passed over: the regeneration at loopai.regenerations-0-0 cannot be kept:"
                                + " the database refuses a value of it, SQLSTATE 22001.");
        assertThat(labels()).containsExactly("a", "c");
        assertThat(wishes()).containsExactly("good");
    }

    @Test
    void shouldHandOverAgainWhatTheDatabaseDidNotTakeAndReadNothingMeanwhile() {
        execute("alter table labels rename to away");
        try (LoopFeed feed = LoopFeed.start(consumer, TOPICS, loop)) {
            assertThat(feed).isNotNull();
            consumer.schedulePollTask(
                    () -> {
                        assign();
                        consumer.addRecord(record(VALIDATIONS, validation("a")));
                        consumer.addRecord(record(WISHES, wish("w")));
                    });
            await().until(() -> position() == 1);
            await().untilAsserted(
                            () ->
                                    assertThat(feed.status())
                                            .isEqualTo(
                                                    new FeedStatus(
                                                            "UnableToCreateStatementException,"
                                                                    + " SQLSTATE 42S02",
                                                            0,
                                                            null)));
            consumer.setPollException(new KafkaException("would pass over what is not kept"));
            execute("alter table away rename to labels");

            await().atMost(Duration.ofSeconds(30)).until(() -> committed() == 1);
            assertThat(labels()).containsExactly("a");
            assertThat(wishes()).containsExactly("w");
            await().untilAsserted(() -> assertThat(feed.status().problem()).isNull());
        }
    }

    @Test
    void shouldTellWhatItHasPassedOver() {
        try (LoopFeed feed = LoopFeed.start(consumer, TOPICS, loop)) {
            assertThat(feed.status()).isEqualTo(FeedStatus.NONE);
            consumer.schedulePollTask(
                    () -> {
                        assign();
                        consumer.addRecord(record(VALIDATIONS, "secret"));
                        consumer.addRecord(record(WISHES, "secret"));
                        consumer.addRecord(record(VALIDATIONS, validation("a")));
                    });

            await().untilAsserted(() -> assertThat(feed.status().passedOver()).isEqualTo(2));
            assertThat(feed.status().problem()).isNull();
            assertThat(feed.status().lastPassedOver())
                    .startsWith("Passed over: the message at loopai.")
                    .endsWith(": it is no JSON.");
        }
    }

    @Test
    void shouldGoOnWhenKafkaDoesNotAnswerForAMoment() {
        try (LoopFeed feed = LoopFeed.start(consumer, TOPICS, loop)) {
            assertThat(feed).isNotNull();
            consumer.schedulePollTask(
                    () -> {
                        assign();
                        consumer.addRecord(record(VALIDATIONS, validation("a")));
                        consumer.setPollException(new KafkaException("away"));
                    });

            await().atMost(Duration.ofSeconds(30)).until(() -> committed() == 1);
            assertThat(labels()).containsExactly("a");
        }
    }

    @Test
    void shouldSayThatNothingIsReadAnyMore() {
        try (LoopFeed feed = LoopFeed.start(consumer, TOPICS, loop)) {
            feed.requireHealth();
            consumer.schedulePollTask(
                    () -> {
                        throw new NoClassDefFoundError("io/loopai/Gone");
                    });

            await().untilAsserted(
                            () ->
                                    assertThatThrownBy(feed::requireHealth)
                                            .isInstanceOf(CommandFailedException.class)
                                            .hasMessage(
                                                    "what the jobs say is no longer kept"
                                                            + " (java.lang.NoClassDefFoundError:"
                                                            + " io/loopai/Gone); the same command"
                                                            + " goes on from there"));
            assertThat(feed.status().problem())
                    .isEqualTo("it has stopped: java.lang.NoClassDefFoundError: io/loopai/Gone");
        }
    }

    @Test
    void shouldConfirmThatEnginesNoLongerUseAChallenger() throws Exception {
        for (String answer : List.of("ham", "spam")) {
            String source =
                    "import io.loopai.program.*;\npublic final class P implements Program {\n"
                            + "    public Answer answer(Input in) { return Answer.of(\"%s\"); }\n}\n";
            centre.deployments()
                    .addVersion("spam", NewProgram.written(source.formatted(answer)), "added");
        }
        long revision = centre.deployments().shadow("spam", 2, 1, "tried").revision();
        ObjectNode event =
                Json.MAPPER
                        .createObjectNode()
                        .put("kind", "version_quarantined")
                        .put("task", "spam")
                        .put("revision", revision)
                        .put("version", 2)
                        .put("calls", 200)
                        .put("failures", 199)
                        .put("reason", "NullPointerException")
                        .put("message", "v2 failed")
                        .put("at", "2026-01-31T12:00:00Z");

        hand(List.of(record(EVENTS, event)));
        loop.start();

        await().until(() -> centre.deployments().state("spam").stageOf(2) == Stage.QUARANTINED);
        assertThat(passedOver).isEmpty();
    }

    private void hand(List<ConsumerRecord<byte[], byte[]>> records) {
        new LoopMessages(TOPICS, loop, passedOver::add).hand(records);
    }

    private void assign() {
        List<TopicPartition> all = List.of(VALIDATIONS, WISHES, TRAFFIC, EVENTS);
        consumer.rebalance(all);
        Map<TopicPartition, Long> begin = new HashMap<>();
        all.forEach(each -> begin.put(each, 0L));
        consumer.updateBeginningOffsets(begin);
    }

    private synchronized long position() {
        return consumer.assignment().isEmpty() ? 0 : consumer.position(VALIDATIONS);
    }

    private long committed() {
        var committed = consumer.committed(java.util.Set.of(VALIDATIONS)).get(VALIDATIONS);
        return committed == null ? 0 : committed.offset();
    }

    private ConsumerRecord<byte[], byte[]> record(TopicPartition partition, Object value) {
        byte[] bytes =
                value == null
                        ? null
                        : value instanceof JsonNode
                                ? Json.bytes(value)
                                : value.toString().getBytes(StandardCharsets.UTF_8);
        long offset = next.merge(partition, 1L, Long::sum) - 1;
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, bytes);
    }

    private static ObjectNode without(ObjectNode message, String... fields) {
        return message.remove(List.of(fields));
    }

    private static ObjectNode validation(String id) {
        ObjectNode validation =
                Json.MAPPER
                        .createObjectNode()
                        .put("id", id)
                        .put("task", "spam")
                        .put("version", 1)
                        .put("output", "ham")
                        .put("expected", "ham")
                        .put("agrees", true)
                        .put("revision", 1)
                        .put("oracle", "labels")
                        .put("draw", "audit")
                        .put("probability", 0.05)
                        .put("cost_usd", 0)
                        .put("executed_at", "2026-01-31T12:00:00Z")
                        .put("validated_at", "2026-01-31T12:00:01Z");
        validation.putObject("input").put("text", "secret");
        return validation;
    }

    private static ObjectNode wish(String id) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("task", "spam")
                .put("version", 1)
                .put("reason", "more_labels")
                .put("message", "many more")
                .put("requested_at", "2026-01-31T12:00:00Z");
    }

    private List<String> labels() {
        return strings("select id from labels order by id");
    }

    private List<String> wishes() {
        return strings("select id from attempts order by id");
    }

    private List<String> strings(String query) {
        return centre.database()
                .inTransaction(handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    private void execute(String statement) {
        centre.database().inTransaction(handle -> handle.execute(statement));
    }
}
