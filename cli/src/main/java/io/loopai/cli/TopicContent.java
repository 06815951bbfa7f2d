package io.loopai.cli;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicReader;
import io.loopai.task.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is in a topic now. */
final class TopicContent {

    private static final Duration WAIT = Duration.ofMillis(500);

    private TopicContent() {}

    /** Gives every message to the consumer; returns how many could not be read. */
    static <T> long read(KafkaSettings settings, String topic, Class<T> type, Consumer<T> to) {
        long unreadable = 0;
        try (TopicReader reader = TopicReader.fromBeginning(settings, topic)) {
            while (!reader.isAtEnd()) {
                for (ConsumerRecord<byte[], byte[]> message : reader.poll(WAIT)) {
                    try {
                        to.accept(Json.read(message.value(), type));
                    } catch (UncheckedIOException e) {
                        unreadable++;
                    }
                }
            }
        }
        return unreadable;
    }
}
