package io.loopai.sandbox.compiler;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs a compiler with a budget, and with room for expressions of thousands of terms, which compilers
 * walk recursively.
 *
 * <p>A step is a call of one of the compiler's methods or one turn of its loops. They are counted
 * rather than timed so that a source is accepted by all machines or by none.
 */
public final class CompileThread extends Thread {

    /** Several times what the largest source of ordinary code takes; some seconds. */
    public static final long MAX_STEPS = 2_000_000_000L;

    /** What the compiler may allocate in all, garbage included. */
    public static final long MAX_BYTES = 2L << 30;

    /** Address space; the operating system gives memory only for what is touched. */
    private static final long STACK_BYTES = 256L << 20;

    private static final int CHUNK = 50_000;

    private static final ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean
                    ? (ThreadMXBean) ManagementFactory.getThreadMXBean()
                    : null;

    private int chunk = CHUNK;
    private long steps;
    private boolean exhausted;

    public CompileThread(Runnable work) {
        super(null, work, "loopai-compile", STACK_BYTES);
        setDaemon(true);
    }

    /** What is woven into the compilers' methods and loops. */
    public static void step() {
        Thread thread = Thread.currentThread();
        if (thread instanceof CompileThread && --((CompileThread) thread).chunk < 0) {
            ((CompileThread) thread).refill();
        }
    }

    /** Whether the compiler went over its budget; what it threw then means nothing. */
    public boolean isExhausted() {
        return exhausted;
    }

    /** Once exhausted it throws at every step, whatever the compiler catches. */
    private void refill() {
        if (!exhausted) {
            steps += CHUNK;
            exhausted =
                    steps >= MAX_STEPS
                            || THREADS != null
                                    && THREADS.getCurrentThreadAllocatedBytes() > MAX_BYTES;
        }
        if (exhausted) {
            throw new CompileBudgetError();
        }
        chunk = CHUNK;
    }

    public long steps() {
        return steps + CHUNK - chunk;
    }

    private static final class CompileBudgetError extends Error {

        private static final long serialVersionUID = 1L;

        CompileBudgetError() {
            super("compile budget exhausted", null, false, false);
        }
    }
}
