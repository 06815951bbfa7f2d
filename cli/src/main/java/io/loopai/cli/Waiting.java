package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.ProgressLine;
import io.loopai.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Shows that something long is still going on, and for how long it has been. */
final class Waiting {

    private static final long LOOK_MILLIS = 100;

    private Waiting() {}

    /**
     * Does the work in another thread, with a progress line meanwhile.
     *
     * @param doing what it is, in a few words
     * @return what the work returns; what it throws is thrown
     */
    static <T> T show(Terminal terminal, String doing, Supplier<T> work) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        ProgressLine progress = new ProgressLine(terminal);
        try {
            return show(progress, doing, thread.submit(work::get));
        } finally {
            progress.clear();
            thread.shutdownNow();
        }
    }

    private static <T> T show(ProgressLine progress, String doing, Future<T> result) {
        long begun = System.nanoTime();
        while (true) {
            progress.update(() -> doing + " … " + since(begun));
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailedException("interrupted; nothing was stored", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException) {
                    throw (RuntimeException) e.getCause();
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static String since(long begun) {
        return Formats.duration(Duration.ofNanos(System.nanoTime() - begun));
    }
}
