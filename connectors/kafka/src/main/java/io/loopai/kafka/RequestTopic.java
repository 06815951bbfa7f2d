package io.loopai.kafka;

import io.loopai.engine.RawRecord;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Requests from a topic, with the key and the headers of their messages.
 *
 * <pre>{@code
 * env.fromSource(RequestTopic.source(settings, "loopai", 1 << 20), WatermarkStrategy.noWatermarks(), "requests")
 * }</pre>
 *
 * <p>A job that is restored goes on where its checkpoint stood. One that starts anew goes on where
 * its consumer group committed last, and else at the topic's beginning. Requests of transactions
 * that were aborted are not seen.
 */
public final class RequestTopic {

    private RequestTopic() {}

    /**
     * The topic of requests.
     *
     * @param group names the consumer group; its committed offsets show how far the job is
     * @param maxRecordBytes larger values are cut ({@link RawRecord#isCut})
     */
    public static KafkaSource<RawRecord> source(
            KafkaSettings settings, String group, int maxRecordBytes) {
        return source(settings, settings.topics().requests(), group, maxRecordBytes);
    }

    /** Any topic whose messages are taken as they are, in the same way. */
    @SuppressWarnings("deprecation") // Kafka's enum is, but Flink's method takes no other
    public static KafkaSource<RawRecord> source(
            KafkaSettings settings, String topic, String group, int maxRecordBytes) {
        Properties properties = settings.clientProperties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return KafkaSource.<RawRecord>builder()
                .setProperties(properties)
                .setTopics(topic)
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setStartingOffsets(
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new RequestMessages(maxRecordBytes))
                .build();
    }
}
