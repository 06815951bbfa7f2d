package io.loopai.jobs;

import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker, and what is in its topics for readers with read_committed. */
final class Broker implements AutoCloseable {

    private final EmbeddedKafka kafka;

    /** By topic. Who waits for something looks again and again, and reads only what has come. */
    private final Map<String, Reader> readers;

    final KafkaSettings settings;

    Broker(Path folder) throws IOException {
        this(EmbeddedKafka.start(folder, 0), new HashMap<>(), "loopai");
    }

    private Broker(EmbeddedKafka kafka, Map<String, Reader> readers, String prefix) {
        this.kafka = kafka;
        this.readers = readers;
        this.settings = new KafkaSettings(kafka.servers(), Map.of(), new Topics(prefix));
    }

    /** The same broker, other topics. */
    Broker withPrefix(String prefix) {
        return new Broker(kafka, readers, prefix);
    }

    void send(List<ProducerRecord<String, String>> messages) {
        try (var producer =
                new KafkaProducer<>(
                        settings.clientProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            messages.forEach(producer::send);
        }
    }

    ProducerRecord<String, String> request(String key, String value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(settings.topics().requests(), null, null, key, value, all);
    }

    /** Everything that is committed in the topic right now. */
    List<ConsumerRecord<String, String>> read(String topic) {
        return readers.computeIfAbsent(topic, name -> new Reader(settings, name)).readOn();
    }

    @Override
    public void close() {
        readers.values().forEach(reader -> reader.consumer.close());
        kafka.close();
    }

    /** What is in one topic. */
    private static final class Reader {

        private final KafkaConsumer<String, String> consumer;
        private final List<TopicPartition> partitions;
        private final List<ConsumerRecord<String, String>> messages = new ArrayList<>();

        Reader(KafkaSettings settings, String topic) {
            Properties properties = settings.clientProperties();
            properties.setProperty("isolation.level", "read_committed");
            consumer =
                    new KafkaConsumer<>(
                            properties, new StringDeserializer(), new StringDeserializer());
            partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        List<ConsumerRecord<String, String>> readOn() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(messages::add);
            }
            return List.copyOf(messages);
        }
    }
}
