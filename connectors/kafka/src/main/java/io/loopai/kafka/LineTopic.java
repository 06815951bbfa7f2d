package io.loopai.kafka;

import io.loopai.files.OutputLine;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Writes lines into a topic, with the key and the headers of the messages that they answer.
 *
 * <pre>{@code
 * results.sinkTo(new LineTopic(settings, timeout, true).sink(topics.results(), "loopai-results"))
 * }</pre>
 *
 * @param transactionTimeout how long Kafka keeps what was written and not yet committed while the job
 *     stands still; then it is aborted, and lost
 * @param exactlyOnce in transactions, which readers with {@code read_committed} see with the
 *     checkpoint that completes them; else at least once and at once
 */
public record LineTopic(KafkaSettings settings, Duration transactionTimeout, boolean exactlyOnce) {

    /**
     * @param transactions begins the names of transactions; the same after every restart, and of no
     *     other job
     */
    public KafkaSink<OutputLine> sink(String topic, String transactions) {
        Properties properties = settings.clientProperties();
        properties.putIfAbsent(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.LARGEST_MESSAGE));
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 << 10));
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(transactionTimeout.toMillis()));
        return KafkaSink.<OutputLine>builder()
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new LineMessages(topic))
                .setDeliveryGuarantee(
                        exactlyOnce
                                ? DeliveryGuarantee.EXACTLY_ONCE
                                : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix(transactions)
                .build();
    }
}
