package io.loopai.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sees the moment in which a checkpoint is complete: its {@code _metadata} appears. */
final class CheckpointWatch {

    private static final int DEPTH = 5;
    private static final long GLANCE_NANOS = 100_000;

    private final Path runs;
    private final String job;

    /**
     * @param runs folder of the jobs' state
     * @param job what the name of the job's folder there begins with: others take checkpoints too
     */
    CheckpointWatch(Path runs, String job) {
        this.runs = runs;
        this.job = job + "-";
    }

    /**
     * Returns as soon as another one is complete.
     *
     * @return when it was not there yet, by {@link System#nanoTime}: the checkpoint is younger
     */
    long awaitNext() {
        Optional<Set<Path>> known = complete();
        while (known.isEmpty()) {
            known = complete(); // or an old one would count as new
        }
        long missing = System.nanoTime();
        while (true) {
            long begun = System.nanoTime();
            Optional<Set<Path>> seen = complete();
            if (seen.isPresent() && !known.get().containsAll(seen.get())) {
                return missing;
            }
            missing = begun;
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /** Empty when Flink was deleting an older one. */
    private Optional<Set<Path>> complete() {
        try (Stream<Path> files = Files.walk(runs, DEPTH)) {
            return Optional.of(
                    files.filter(file -> file.endsWith("_metadata"))
                            .filter(file -> runs.relativize(file).toString().startsWith(job))
                            .collect(Collectors.toSet()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
