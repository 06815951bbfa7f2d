package io.loopai.sandbox.compiler;

import com.sun.management.ThreadMXBean;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/**
 * Runs a compiler with a budget, and with room for expressions of thousands of terms, which compilers
 * walk recursively.
 *
 * <p>A step is a call of one of the compiler's methods or one turn of its loops. They are counted
 * rather than timed so that a source is accepted by all machines or by none.
 */
public final class CompileThread extends Thread {

    /** Where compilers' own output goes. */
    public static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    /** About a second; a program of a hundred lines takes one million. */
    private static final long MAX_STEPS = 300_000_000L;

    /** What the compiler may allocate in all, garbage included; a hundred lines take 10 MB. */
    private static final long MAX_BYTES = 512L << 20;

    /** CPU time, for what takes long within single steps, such as copying texts over and over. */
    private static final long MAX_NANOS = 10_000_000_000L;

    /** Address space; the operating system gives memory only for what is touched. */
    private static final long STACK_BYTES = 256L << 20;

    /** No text in a class file is longer, and a source not much. */
    private static final int LONGEST_TEXT = 1 << 20;

    private static final int CHUNK = 10_000;

    private static final ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean
                    ? (ThreadMXBean) ManagementFactory.getThreadMXBean()
                    : null;

    private long chunk = CHUNK;
    private long steps;
    private boolean exhausted;

    public CompileThread(Runnable work) {
        super(null, work, "loopai-compile", STACK_BYTES);
        setDaemon(true);
    }

    /** Woven into the compilers' methods and loops. */
    public static void step() {
        Thread thread = Thread.currentThread();
        if (thread instanceof CompileThread && --((CompileThread) thread).chunk < 0) {
            ((CompileThread) thread).refill();
        }
    }

    /** Woven in before every array is made: a step for eight elements. */
    public static int array(int length) {
        charge(length >> 3);
        return length;
    }

    /** Woven in after every text is joined: constants that double fill any memory in 30 steps. */
    public static String joined(String text) {
        charge(text.length() > LONGEST_TEXT ? MAX_STEPS : text.length() >> 3);
        return text;
    }

    private static void charge(long steps) {
        Thread thread = Thread.currentThread();
        if (thread instanceof CompileThread && steps > 0) {
            CompileThread compile = (CompileThread) thread;
            compile.chunk -= steps;
            if (compile.chunk < 0) {
                compile.refill();
            }
        }
    }

    /** Whether the compiler went over its budget; what it threw then means nothing. */
    public boolean isExhausted() {
        return exhausted;
    }

    /** Once exhausted it throws at every step, whatever the compiler catches. */
    private void refill() {
        if (!exhausted) {
            steps += CHUNK - chunk;
            exhausted =
                    steps >= MAX_STEPS
                            || THREADS != null
                                    && (THREADS.getCurrentThreadAllocatedBytes() > MAX_BYTES
                                            || THREADS.getCurrentThreadCpuTime() > MAX_NANOS);
        }
        if (exhausted) {
            throw new CompileBudgetError();
        }
        chunk = CHUNK;
    }

    private static final class CompileBudgetError extends Error {

        private static final long serialVersionUID = 1L;

        CompileBudgetError() {
            super("compile budget exhausted", null, false, false);
        }
    }
}
