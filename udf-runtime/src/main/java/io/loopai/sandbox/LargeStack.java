package io.loopai.sandbox;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/** Runs a compiler with room for expressions of thousands of terms, which it walks recursively. */
final class LargeStack {

    /** Address space; the operating system gives memory only for what is touched. */
    private static final long BYTES = 256L << 20;

    private LargeStack() {}

    static <T> T call(Callable<T> work) throws ProgramRejectedException {
        Outcome<T> outcome = new Outcome<>();
        Runnable body =
                () -> {
                    try {
                        outcome.value = work.call();
                    } catch (Throwable failure) {
                        outcome.failure = failure;
                    }
                };
        Thread thread = new Thread(null, body, "loopai-compile", BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                // A compiler cannot be stopped half way; the caller sees the interrupt afterwards.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (outcome.failure instanceof StackOverflowError) {
            throw new ProgramRejectedException(
                    new Problem(
                            Layer.COMPILE,
                            0,
                            0,
                            "the source nests too deeply for the compiler:"
                                    + " split its longest expression"));
        }
        if (outcome.failure instanceof ProgramRejectedException) {
            throw (ProgramRejectedException) outcome.failure;
        }
        if (outcome.failure != null) {
            throw new CompletionException(outcome.failure);
        }
        return outcome.value;
    }

    private static final class Outcome<T> {
        private T value;
        private Throwable failure;
    }
}
