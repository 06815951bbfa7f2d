package io.loopai.cli;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.ServiceGroup;
import io.loopai.kafka.Topics;
import io.loopai.service.db.Database;
import io.loopai.service.loop.FeedStatus;
import io.loopai.service.loop.ImprovementLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the jobs say to the service's loop: at least once. Nothing more is read before what was
 * read is handed over, and only then its place is committed. So after a crash, or when Kafka does not
 * take the commit, some of it comes again: labels and wishes are known by their ids then, traffic
 * that this process has counted is not counted again, and an event is of its deployment.
 */
final class LoopFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopFeed.class);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long GOODBYE_MILLIS = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final LoopMessages messages;
    private final Thread thread = new Thread(this::runUntilStopped, "loopai-feed");
    private volatile boolean stopping;
    private volatile String problem;
    private volatile long passedOver;
    private volatile String lastPassedOver;
    private volatile Throwable end;

    private LoopFeed(Consumer<byte[], byte[]> consumer, Topics topics, ImprovementLoop loop) {
        this.consumer = consumer;
        this.messages = new LoopMessages(topics, loop, this::passOver);
    }

    static LoopFeed start(KafkaSettings settings, ServiceGroup group, ImprovementLoop loop) {
        Properties properties = settings.clientProperties();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group.name());
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // It stays in its group however long the database takes nothing.
        properties.setProperty(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        return start(
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                settings.topics(),
                loop);
    }

    /** With a consumer that commits nothing by itself; it is closed with this. */
    static LoopFeed start(Consumer<byte[], byte[]> consumer, Topics topics, ImprovementLoop loop) {
        LoopFeed feed = new LoopFeed(consumer, topics, loop);
        consumer.subscribe(
                List.of(
                        topics.validations(),
                        topics.regenerations(),
                        topics.traffic(),
                        topics.events()));
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    private void runUntilStopped() {
        try {
            run();
        } catch (Throwable e) {
            LOG.error("What the jobs say is no longer kept", e);
            end = e;
        }
    }

    /**
     * @throws CommandFailedException when nothing is read any more: the loop hears of no label then
     */
    void requireHealth() {
        if (end != null) {
            throw new CommandFailedException(
                    "what the jobs say is no longer kept (%s); the same command goes on from there"
                            .formatted(end),
                    end);
        }
    }

    /** How it goes, for whoever looks. */
    FeedStatus status() {
        Throwable ended = end;
        return new FeedStatus(
                ended == null ? problem : "it has stopped: " + ended, passedOver, lastPassedOver);
    }

    /** By one thread. */
    private void passOver(String what) {
        LOG.warn(what);
        passedOver++;
        lastPassedOver = what;
    }

    private void run() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (!stopping) {
            try {
                if (records.isEmpty()) {
                    consumer.poll(WAIT).forEach(records::add);
                }
                if (!records.isEmpty()) {
                    messages.hand(records);
                    records.clear();
                    consumer.commitSync();
                }
                problem = null;
            } catch (WakeupException | InterruptException e) {
                return; // it is to stop
            } catch (RuntimeException e) {
                warn(e instanceof KafkaException ? e.toString() : Database.describe(e));
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Once for each problem; not in the database's words, which quote what was to be stored. */
    private void warn(String what) {
        if (!what.equals(problem)) {
            LOG.warn("What the jobs say is not kept yet, and is tried again: {}", what);
        }
        problem = what;
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        LockSupport.unpark(thread);
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
