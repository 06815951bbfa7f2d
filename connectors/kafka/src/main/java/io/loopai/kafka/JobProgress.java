package io.loopai.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a job is, from what Kafka knows alone: wherever the job runs, and whether it runs or not.
 *
 * <pre>{@code
 * JobProgress.read(settings, "loopai", Instant.now()).lag(); // 12
 * }</pre>
 *
 * <p>Counts are differences of offsets, for readers with {@code read_committed}. In a topic that is
 * written in transactions every one of these takes an offset more for its end, so that there the
 * counts are upper bounds.
 *
 * @param lag requests behind the last checkpoint of the job; null when its group has committed none
 */
public record JobProgress(Long lag, Flow requests, Flow results, Flow deadLetters) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * What is in a topic.
     *
     * @param kept messages that have not been deleted yet
     * @param lastMinute those of the last 60 seconds, by their timestamps
     */
    public record Flow(long kept, long lastMinute) {

        /** Messages per second, in the last minute. */
        public double perSecond() {
            return lastMinute / (double) MINUTE.toSeconds();
        }
    }

    /**
     * Asks the brokers.
     *
     * @param group of the job
     * @throws KafkaUnavailableException when they do not answer, or a topic is missing
     */
    public static JobProgress read(KafkaSettings settings, String group, Instant now) {
        try (Brokers brokers = Brokers.connect(settings)) {
            Topics topics = settings.topics();
            List<String> names = List.of(topics.requests(), topics.results(), topics.deadLetters());
            requireAll(settings, brokers, names);
            List<TopicPartition> partitions = partitions(brokers, names);
            Map<TopicPartition, Long> ends = offsets(brokers, partitions, OffsetSpec.latest());
            Map<TopicPartition, Long> begins = offsets(brokers, partitions, OffsetSpec.earliest());
            long minuteAgo = now.minus(MINUTE).toEpochMilli();
            Map<TopicPartition, Long> recent =
                    offsets(brokers, partitions, OffsetSpec.forTimestamp(minuteAgo));
            // Of a partition in which nothing is as young there is no such offset: -1.
            recent.replaceAll((partition, offset) -> offset < 0 ? ends.get(partition) : offset);
            List<Flow> flows =
                    names.stream()
                            .map(
                                    name ->
                                            new Flow(
                                                    between(name, begins, ends),
                                                    between(name, recent, ends)))
                            .toList();
            return new JobProgress(
                    lag(brokers, group, topics.requests(), begins, ends),
                    flows.get(0),
                    flows.get(1),
                    flows.get(2));
        }
    }

    private static void requireAll(KafkaSettings settings, Brokers brokers, List<String> names) {
        var there = brokers.get(brokers.admin().listTopics().names());
        for (String name : names) {
            if (!there.contains(name)) {
                throw new KafkaUnavailableException(
                        "Kafka at " + settings.servers() + " has no topic " + name);
            }
        }
    }

    private static List<TopicPartition> partitions(Brokers brokers, List<String> names) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                brokers.get(brokers.admin().describeTopics(names).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(
                            each ->
                                    partitions.add(
                                            new TopicPartition(topic.name(), each.partition())));
        }
        return partitions;
    }

    private static Map<TopicPartition, Long> offsets(
            Brokers brokers, List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                brokers.get(
                        brokers.admin()
                                .listOffsets(
                                        wanted,
                                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static long between(
            String topic, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        return to.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .mapToLong(partition -> Math.max(0, to.get(partition) - from.get(partition)))
                .sum();
    }

    private static Long lag(
            Brokers brokers,
            String group,
            String topic,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                brokers.get(
                        brokers.admin()
                                .listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata());
        // A partition without a commit is one from which the job has read nothing yet.
        Map<TopicPartition, Long> from = new HashMap<>(begins);
        boolean any = false;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> each : committed.entrySet()) {
            if (each.getKey().topic().equals(topic) && each.getValue() != null) {
                from.put(each.getKey(), each.getValue().offset());
                any = true;
            }
        }
        return any ? between(topic, from, ends) : null;
    }
}
