package io.loopai.benchmarks;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A reader with {@code read_committed} that follows the results all the time, and remembers when it
 * had to wait.
 */
final class CommittedResults implements AutoCloseable {

    private static final Duration WAIT = Duration.ofMillis(20);
    private static final long SHORTEST_PAUSE_NANOS = 100_000_000;

    private static final long SOON_NANOS = 1_000_000_000;

    /**
     * The time between two results.
     *
     * @param from by {@link System#nanoTime}, as is {@code to}
     */
    record Pause(long from, long to) {

        double seconds() {
            return (to - from) / 1e9;
        }
    }

    private final KafkaSettings settings;
    private final AtomicLong count = new AtomicLong();
    private final List<Pause> pauses = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long last;
    private volatile RuntimeException failure;

    private CommittedResults(KafkaSettings settings) {
        this.settings = settings;
        this.thread = new Thread(this::read, "results");
        thread.setDaemon(true);
    }

    /** The topic has to be there. */
    static CommittedResults follow(KafkaSettings settings) {
        CommittedResults results = new CommittedResults(settings);
        results.thread.start();
        return results;
    }

    private void read() {
        try (TopicReader reader =
                TopicReader.fromBeginning(settings, settings.topics().results())) {
            while (!stopped) {
                int come = reader.poll(WAIT).size();
                if (come > 0) {
                    come(come, System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void come(int come, long now) {
        if (count.get() > 0 && now - last > SHORTEST_PAUSE_NANOS) {
            pauses.add(new Pause(last, now));
        }
        last = now;
        count.addAndGet(come);
    }

    /** How many have come. */
    long count() {
        if (failure != null) {
            throw failure;
        }
        return count.get();
    }

    /** When the last one came, by {@link System#nanoTime}. */
    long last() {
        return last;
    }

    /** The longest pause, in seconds; 0 if there was none. */
    double longestPause() {
        return longest(pause -> true);
    }

    /**
     * The longest pause that was under way at a time or began soon after it: what has arrived may
     * still be read then.
     */
    double longestPauseAt(long time) {
        return longest(pause -> pause.to() > time && pause.from() < time + SOON_NANOS);
    }

    private synchronized double longest(Predicate<Pause> which) {
        return pauses.stream().filter(which).mapToDouble(Pause::seconds).max().orElse(0);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
