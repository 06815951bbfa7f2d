package io.loopai.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code loopai up} in a process of its own, to be killed and started again with the same words. */
final class UpProcess implements AutoCloseable {

    /** For brokers of our own, which {@code up} cannot know to be. */
    static final String UNSIGNED = "loopai.deployments.allow_unsigned=true";

    private static final long LONGEST_START_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<String> command;
    private final Path log;
    private Process process;

    /**
     * @param log takes all that it says, start after start
     * @param arguments after {@code up}
     */
    UpProcess(Path log, List<String> arguments) {
        this.log = log;
        this.command = JavaProcess.command("-Xmx2g", "io.loopai.cli.Main", "up");
        this.command.addAll(arguments);
    }

    /**
     * Starts it.
     *
     * @return the seconds that it took until it said that it was ready
     */
    double start() throws IOException {
        long begun = System.nanoTime();
        Files.deleteIfExists(log);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        while (!Files.readString(log).contains("ready;")) {
            if (!process.isAlive() || System.nanoTime() - begun > LONGEST_START_NANOS) {
                throw new IOException("'loopai up' is not ready:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /**
     * @throws IllegalStateException when it has ended by itself
     */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("'loopai up' has ended:\n" + Files.readString(log));
        }
    }

    /** {@code kill -9}; returns when the signal is sent. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** As Ctrl-C does: it finishes what it has read. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IOException("'loopai up' does not stop:\n" + Files.readString(log));
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
