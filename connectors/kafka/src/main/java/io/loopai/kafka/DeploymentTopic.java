package io.loopai.kafka;

import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The control topic: the newest deployment of every task, by the task's id.
 *
 * <pre>{@code
 * DeploymentTopic topic = new DeploymentTopic(settings);
 * topic.publish(List.of(artifacts.published("spam").orElseThrow()));
 * topic.recent(); // what every subtask reads before its first record
 * }</pre>
 *
 * <p>All methods throw {@link KafkaUnavailableException} when Kafka does not answer.
 */
public final class DeploymentTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_OF_A_TASK = 10;
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;

    /** Connects with every call anew. */
    public DeploymentTopic(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * The deployments that come from now on, after those that are there; never ends. What is null or
     * no deployment comes as a message that cannot be read, so that the receiver says so.
     */
    public KafkaSource<ControlMessage> source(String group) {
        Properties properties = settings.clientProperties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return KafkaSource.<ControlMessage>builder()
                .setProperties(properties)
                .setTopics(settings.topics().deployments())
                .setGroupId(group + "-deployments")
                .setClientIdPrefix(group + "-deployments")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new DeploymentMessages())
                .build();
    }

    /**
     * Up to ten deployments of every task, the newest first, read to the end that the topic has now.
     * One is not enough: the newest may be one that does not compile.
     */
    public List<ControlMessage> recent() {
        return recent(message -> true);
    }

    /**
     * The same of those that count alone, or what nobody may run would take the ten places.
     *
     * @param counts such as: who signed it is trusted
     */
    public List<ControlMessage> recent(Predicate<ControlMessage> counts) {
        Properties properties = settings.clientProperties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.putIfAbsent(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return recent(consumer, counts);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(settings.servers(), e);
        }
    }

    private List<ControlMessage> recent(
            KafkaConsumer<byte[], byte[]> consumer, Predicate<ControlMessage> counts) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(settings.topics().deployments()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new KafkaUnavailableException(
                    "Kafka at "
                            + settings.servers()
                            + " has no topic "
                            + settings.topics().deployments());
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, TreeMap<Long, ControlMessage>> byTask = new TreeMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException(
                        "the topic %s was not read to its end in %d s"
                                .formatted(settings.topics().deployments(), PATIENCE.toSeconds()));
            }
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                // What is no deployment comes with the stream too, which says so.
                DeploymentMessages.read(message)
                        .filter(counts)
                        .ifPresent(read -> keep(byTask, read));
            }
        }
        List<ControlMessage> recent = new ArrayList<>();
        byTask.values().forEach(ofTask -> recent.addAll(ofTask.descendingMap().values()));
        return recent;
    }

    /** By revision, not by place: an old deployment may have been published again. */
    private static void keep(
            Map<String, TreeMap<Long, ControlMessage>> byTask, ControlMessage message) {
        Deployment deployment = message.read();
        TreeMap<Long, ControlMessage> ofTask =
                byTask.computeIfAbsent(deployment.task(), task -> new TreeMap<>());
        ofTask.put(deployment.revision(), message);
        if (ofTask.size() > MOST_OF_A_TASK) {
            ofTask.pollFirstEntry();
        }
    }

    /** Returns when Kafka has acknowledged all of them. */
    public void publish(List<ControlMessage> messages) {
        Properties properties = settings.clientProperties();
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(Topics.LARGEST_DEPLOYMENT_MESSAGE));
        properties.setProperty(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        try (var producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ControlMessage message : messages) {
                producer.send(message(message)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            throw new KafkaUnavailableException(settings.servers(), e.getCause());
        } catch (KafkaException | TimeoutException e) {
            throw new KafkaUnavailableException(settings.servers(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(settings.servers(), e);
        }
    }

    private ProducerRecord<byte[], byte[]> message(ControlMessage message) {
        var record =
                new ProducerRecord<>(
                        settings.topics().deployments(),
                        message.read().task().getBytes(StandardCharsets.UTF_8),
                        message.deployment().getBytes(StandardCharsets.UTF_8));
        if (message.signatures() != null) {
            record.headers()
                    .add(
                            DeploymentMessages.SIGNATURES,
                            message.signatures().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
