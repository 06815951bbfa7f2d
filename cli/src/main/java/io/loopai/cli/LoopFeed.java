package io.loopai.cli;

import io.loopai.kafka.KafkaSettings;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import io.loopai.task.Traffic;
import io.loopai.task.Validation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the jobs say to the service's loop. What it has handed over is committed afterwards, so
 * that after a crash some of it comes again, which the loop does not mind.
 */
final class LoopFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopFeed.class);
    private static final String GROUP = "loopai-service";
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long GOODBYE_MILLIS = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaSettings settings;
    private final ImprovementLoop loop;
    private final Thread thread = new Thread(this::run, "loopai-feed");
    private volatile boolean stopping;

    private LoopFeed(KafkaSettings settings, ImprovementLoop loop) {
        this.settings = settings;
        this.loop = loop;
        Properties properties = settings.clientProperties();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static LoopFeed start(KafkaSettings settings, ImprovementLoop loop) {
        LoopFeed feed = new LoopFeed(settings, loop);
        feed.consumer.subscribe(
                List.of(
                        settings.topics().validations(),
                        settings.topics().regenerations(),
                        settings.topics().traffic(),
                        settings.topics().events()));
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    private void run() {
        while (!stopping) {
            try {
                List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                consumer.poll(WAIT).forEach(records::add);
                if (!records.isEmpty()) {
                    hand(records);
                    consumer.commitSync();
                }
            } catch (WakeupException | InterruptException e) {
                return; // it is to stop
            } catch (RuntimeException e) {
                LOG.warn("What the jobs say is not kept yet: {}", e.getMessage(), e);
                again();
            }
        }
    }

    private void hand(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Validation> validations = new ArrayList<>();
        List<Regeneration> wishes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(settings.topics().validations())) {
                read(record, Validation.class, validations::add);
            } else if (record.topic().equals(settings.topics().regenerations())) {
                read(record, Regeneration.class, wishes::add);
            } else if (record.topic().equals(settings.topics().events())) {
                read(record, Event.class, loop::event);
            } else {
                read(record, Traffic.class, loop::traffic);
            }
        }
        // Labels first: a wish is fulfilled from them.
        if (!validations.isEmpty()) {
            loop.validations(validations);
        }
        wishes.forEach(loop::wish);
    }

    private static <T> void read(
            ConsumerRecord<byte[], byte[]> record, Class<T> type, Consumer<T> to) {
        T value;
        try {
            value = Json.read(record.value(), type);
        } catch (UncheckedIOException e) {
            // Without the parser's words, which quote the message.
            LOG.warn(
                    "Passed over: the message at {}-{}-{} is no {}.",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
            return;
        }
        to.accept(value);
    }

    /** From the last commit, after a moment. */
    private void again() {
        try {
            Thread.sleep(PAUSE.toMillis());
            consumer.committed(consumer.assignment())
                    .forEach(
                            (partition, offset) -> {
                                if (offset == null) {
                                    consumer.seekToBeginning(List.of(partition));
                                } else {
                                    consumer.seek(partition, offset);
                                }
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("Kafka does not say where to go on", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(GOODBYE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            consumer.close();
        }
    }
}
