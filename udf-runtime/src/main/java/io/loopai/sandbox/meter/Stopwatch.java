package io.loopai.sandbox.meter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long a run computes. Time in which its thread stood still, because of a collection or of other
 * processes, does not count: a record must not fail because the machine is busy.
 *
 * <p>Reading the CPU time takes ten times as long as reading the clock, and a thread never computes
 * longer than the clock goes. So the clock alone is read until an eighth of the time is over, and
 * from then on until the thread could have used up what it had left at the last look at its CPU time.
 */
public final class Stopwatch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean HAS_CPU_TIME =
            THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private static final int MARGIN = 3;

    private long allowed;
    private boolean started;
    private boolean onCpu;

    /** A {@link System#nanoTime()}. */
    private long nextLook;

    /** A CPU time of the thread. */
    private long end;

    /** The id of the current thread: copies of the meter do not see {@link Thread}. */
    public static long thread() {
        return Thread.currentThread().getId();
    }

    /**
     * Sets it back for another run, which begins with the first call of {@link #isOver}. It is over
     * a third earlier than allowed, because nobody looks all the time.
     *
     * @param allowed nanoseconds of CPU time
     */
    public void reset(long allowed) {
        this.allowed = allowed - allowed / MARGIN;
        started = false;
    }

    /** Whether the run has had its time. */
    public boolean isOver() {
        long now = System.nanoTime();
        if (!started) {
            started = true;
            onCpu = false;
            nextLook = now + allowed / 8;
            return false;
        }
        if (now - nextLook < 0) {
            return false;
        }
        long cpu = HAS_CPU_TIME ? THREADS.getCurrentThreadCpuTime() : now;
        if (!onCpu) {
            onCpu = true;
            end = cpu + allowed - allowed / 8;
        }
        nextLook = now + (end - cpu);
        return end - cpu <= 0;
    }
}
