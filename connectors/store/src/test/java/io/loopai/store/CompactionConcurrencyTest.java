package io.loopai.store;

import static io.loopai.store.PartFiles.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.store.Compaction.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job writes, two mergers merge, readers read, all at once. */
class CompactionConcurrencyTest {

    private static final int LINES_PER_FILE = 5;

    @TempDir Path root;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger merges = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void shouldShowEveryCommittedLineOnceAtAnyMoment() throws Exception {
        PartFiles files = new PartFiles(root.resolve("executions"));
        Files.createDirectories(files.day(OPEN));
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<?>> workers = new ArrayList<>();
            workers.add(pool.submit(() -> merge(files)));
            workers.add(pool.submit(() -> merge(files)));
            workers.add(pool.submit(() -> read(files)));
            workers.add(pool.submit(() -> read(files)));
            Future<?> writer = pool.submit(() -> write(files));

            await().atMost(Duration.ofMinutes(5))
                    .until(() -> writer.isDone() || workers.stream().anyMatch(Future::isDone));
            done.set(true);
            writer.get();
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            done.set(true);
            pool.shutdown();
        }
        assertThat(files.read()).isEqualTo(files.lines());
        new Compaction(root, settings()).merge(files.day(OPEN));
        assertThat(files.visible(OPEN)).hasSizeLessThan(30);
    }

    /** Fifty files for each time that readers and mergers have met: none waits for a fast writer. */
    private void write(PartFiles files) {
        for (int meetings = 0; meetings <= 20 && !done.get(); meetings++) {
            for (int i = 0; i < 50; i++) {
                files.add(OPEN, 10 * LINES_PER_FILE);
                committed.addAndGet(LINES_PER_FILE);
            }
            int met = meetings;
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> done.get() || merges.get() > met && reads.get() > met);
        }
    }

    private void merge(PartFiles files) {
        while (!done.get()) {
            long written = new Compaction(root, settings()).merge(files.day(OPEN)).bytesWritten();
            merges.addAndGet(written > 0 ? 1 : 0);
        }
    }

    private void read(PartFiles files) {
        while (!done.get()) {
            int before = committed.get();
            Set<Integer> numbers = new HashSet<>();
            JsonLines.forEach(
                    files.dataset,
                    line -> {
                        int number = Integer.parseInt(new String(line, StandardCharsets.UTF_8));
                        assertThat(numbers.add(number)).as("%d only once", number).isTrue();
                    });
            for (int number = 0; number < before; number++) {
                assertThat(numbers).as("%d, which was committed", number).contains(number);
            }
            reads.incrementAndGet();
        }
    }

    private static Settings settings() {
        return new Settings(1 << 20, 8, Duration.ZERO);
    }
}
