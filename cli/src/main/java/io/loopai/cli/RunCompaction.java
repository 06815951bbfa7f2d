package io.loopai.cli;

import io.loopai.store.ArtifactRepository;
import io.loopai.store.Compaction;
import io.loopai.store.Compaction.Settings;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Merges the small files that a run leaves, in the folders in which something was written since its
 * start: now and then while it goes on, and at its end. A merge that fails is worth a warning, never
 * the run.
 */
final class RunCompaction implements AutoCloseable {

    private final DataDir data;
    private final Path output;
    private final FileTime start;
    private final Consumer<String> warnings;
    private final boolean enabled;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(RunCompaction::daemon);
    private String lastWarning = "";

    /**
     * @param output folder of the results; null where they are in the data folder
     * @param start of the run
     * @param interval between merges; 0 for none, not even at the end
     * @param warnings gets the same message only once in a row
     */
    RunCompaction(
            DataDir data,
            Path output,
            Instant start,
            Duration interval,
            Consumer<String> warnings) {
        this.data = data;
        this.output = output;
        // File systems count time in ticks of their own, and may be behind.
        this.start = FileTime.from(start.minusSeconds(1));
        this.warnings = warnings;
        this.enabled = interval.toMillis() > 0;
        if (enabled) {
            timer.scheduleWithFixedDelay(
                    () -> merge(Settings.DEFAULT),
                    interval.toMillis(),
                    interval.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Merges once more; the job has ended, so even the youngest files. */
    void finish() {
        close();
        if (enabled) {
            merge(Settings.DEFAULT.withGrace(Duration.ZERO));
        }
    }

    /** Lets a merge that is under way come to its end. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void merge(Settings settings) {
        try {
            Compaction compaction = new Compaction(data.root(), settings);
            for (Path dataset : writtenByRuns()) {
                for (Path day : JsonLines.days(dataset)) {
                    if (Files.getLastModifiedTime(day).compareTo(start) >= 0) {
                        compaction.merge(day);
                    }
                }
            }
            if (output != null && Files.isDirectory(output)) {
                new Compaction(output, settings).merge(output);
            }
        } catch (IOException | RuntimeException e) {
            warn(Errors.message(e, false));
        }
    }

    /** A request may name any task that there is. */
    private List<Path> writtenByRuns() {
        List<Path> datasets = new ArrayList<>(List.of(data.deadLetters(), data.events()));
        for (String task : new ArtifactRepository(data).tasks()) {
            datasets.add(data.results(task));
            datasets.add(data.executions(task));
            datasets.add(data.samples(task));
        }
        return datasets;
    }

    private void warn(String message) {
        if (!message.equals(lastWarning)) {
            lastWarning = message;
            warnings.accept(message);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "loopai-compaction");
        thread.setDaemon(true);
        return thread;
    }
}
