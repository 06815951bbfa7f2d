package io.loopai.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends requests.
 *
 * <pre>{@code
 * try (RequestWriter writer = RequestWriter.open(settings)) {
 *     writer.send("customer-7", "{\"input\": {\"text\": \"hello\"}}".getBytes());
 * } // here all of them are acknowledged
 * }</pre>
 *
 * <p>Throws {@link KafkaUnavailableException} from any method when a request could not be sent.
 */
public final class RequestWriter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final KafkaSettings settings;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private RequestWriter(
            KafkaSettings settings, String topic, KafkaProducer<byte[], byte[]> producer) {
        this.settings = settings;
        this.topic = topic;
        this.producer = producer;
    }

    /** Connects with the first request. */
    public static RequestWriter open(KafkaSettings settings) {
        return open(settings, settings.topics().requests());
    }

    static RequestWriter open(KafkaSettings settings, String topic) {
        Properties properties = settings.clientProperties();
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "10");
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putIfAbsent(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.LARGEST_MESSAGE));
        properties.putIfAbsent(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        return new RequestWriter(
                settings,
                topic,
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * Sends soon; {@link #close} waits for all.
     *
     * @param key may be null
     */
    public void send(String key, byte[] request) {
        throwIfFailed();
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(
                    new ProducerRecord<>(topic, keyBytes, request),
                    (metadata, e) -> {
                        if (e != null) {
                            failure.compareAndSet(null, e);
                        }
                    });
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(settings.servers(), e);
        }
    }

    void flush() {
        producer.flush();
        throwIfFailed();
    }

    private void throwIfFailed() {
        if (failure.get() != null) {
            throw new KafkaUnavailableException(settings.servers(), failure.get());
        }
    }

    @Override
    public void close() {
        producer.close();
        throwIfFailed();
    }
}
