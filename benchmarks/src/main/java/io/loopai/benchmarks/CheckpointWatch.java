package io.loopai.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sees the moment in which a checkpoint is complete: its {@code _metadata} appears. */
final class CheckpointWatch {

    private static final int DEPTH = 5;
    private static final long GLANCE_NANOS = 100_000;

    private final Path folder;

    /**
     * @param folder above those of the checkpoints
     */
    CheckpointWatch(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns as soon as another one is complete.
     *
     * @return when it was not there yet, by {@link System#nanoTime}: the checkpoint is younger
     */
    long awaitNext() {
        Set<Path> known = new HashSet<>(complete());
        long missing = System.nanoTime();
        while (true) {
            long begun = System.nanoTime();
            if (complete().stream().anyMatch(file -> !known.contains(file))) {
                return missing;
            }
            missing = begun;
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private Set<Path> complete() {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> file.endsWith("_metadata")).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of(); // Flink was deleting an older one
        }
    }
}
