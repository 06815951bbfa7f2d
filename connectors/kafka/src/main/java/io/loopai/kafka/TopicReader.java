package io.loopai.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed in a topic, for people and tools rather than for jobs; remembers nothing in
 * Kafka.
 *
 * <pre>{@code
 * try (TopicReader reader = TopicReader.fromBeginning(settings, "loopai.results")) {
 *     while (!reader.isAtEnd()) {
 *         reader.poll(Duration.ofSeconds(1)).forEach(message -> …);
 *     }
 * }
 * }</pre>
 *
 * <p>Used by one thread. Throws {@link KafkaUnavailableException} when Kafka does not answer.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaSettings settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> ends;

    private TopicReader(
            KafkaSettings settings,
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions) {
        this.settings = settings;
        this.consumer = consumer;
        this.partitions = partitions;
        this.ends = consumer.endOffsets(partitions);
    }

    /** Everything that is there, and what comes. */
    public static TopicReader fromBeginning(KafkaSettings settings, String topic) {
        TopicReader reader = open(settings, topic);
        reader.consumer.seekToBeginning(reader.partitions);
        return reader;
    }

    /** Only what comes. */
    public static TopicReader fromNow(KafkaSettings settings, String topic) {
        TopicReader reader = open(settings, topic);
        reader.ends.forEach(reader.consumer::seek);
        return reader;
    }

    /** What was written at this time and later. */
    public static TopicReader from(KafkaSettings settings, String topic, Instant time) {
        TopicReader reader = open(settings, topic);
        Map<TopicPartition, Long> times = new HashMap<>();
        reader.partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = reader.consumer.offsetsForTimes(times);
        reader.partitions.forEach(
                partition ->
                        reader.consumer.seek(
                                partition,
                                Optional.ofNullable(found.get(partition))
                                        .map(OffsetAndTimestamp::offset)
                                        .orElse(reader.ends.get(partition))));
        return reader;
    }

    private static TopicReader open(KafkaSettings settings, String topic) {
        Properties properties = settings.clientProperties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.putIfAbsent(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw new KafkaUnavailableException(
                        "Kafka at " + settings.servers() + " has no topic " + topic);
            }
            List<TopicPartition> partitions =
                    infos.stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            return new TopicReader(settings, consumer, partitions);
        } catch (KafkaException e) {
            consumer.close();
            throw new KafkaUnavailableException(settings.servers(), e);
        } catch (KafkaUnavailableException e) {
            consumer.close();
            throw e;
        }
    }

    /** What has come meanwhile; waits at most this long for the first message. */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        try {
            consumer.poll(wait).forEach(messages::add);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(settings.servers(), e);
        }
        return messages;
    }

    /** Takes what is there now as all that there is. */
    public void endHere() {
        try {
            ends = consumer.endOffsets(partitions);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(settings.servers(), e);
        }
    }

    /** Whether everything was read that was there when the reader was made, or told to end. */
    public boolean isAtEnd() {
        return partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each));
    }

    /** Whether the message has come since then. */
    public boolean isPastEnd(ConsumerRecord<byte[], byte[]> message) {
        return message.offset()
                >= ends.get(new TopicPartition(message.topic(), message.partition()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
