package io.loopai.sandbox;

import io.loopai.sandbox.meter.Gauge;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The second line behind the costs of calls: makes a run that computes for long look at its clock,
 * however few steps it has taken.
 *
 * <p>A run looks by itself after some thousand steps. Where a step takes a thousand times as long as
 * it should, because a call costs less than it does, that would be too late. The counters belong to
 * the running thread; an alarm changes none of what they add up to, and one that is lost because the
 * other wrote at the same time is repeated at the next round. Runs that just wait, for a collection or for a processor, are left alone.
 *
 * <p>A single call of the JDK that does not return cannot be stopped by anybody.
 */
final class Watchdog implements Runnable {

    private static final long PERIOD_NANOS = 5_000_000;
    private static final long LONG_NANOS = 5_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<Watched> WATCHED = new ArrayList<>();
    private static Thread watching;

    private static final class Watched {
        final WeakReference<Gauge> gauge;
        long run = -1;
        long cpu;

        Watched(Gauge gauge) {
            this.gauge = new WeakReference<>(gauge);
        }

        /** Whether there is still something to watch. */
        boolean look() {
            Gauge now = gauge.get();
            if (now == null) {
                return false;
            }
            long runNow = now.run();
            if (runNow != 0) {
                long cpuNow = THREADS.getThreadCpuTime(now.thread());
                if (runNow != run) {
                    run = runNow;
                    cpu = cpuNow;
                } else if (cpuNow - cpu >= LONG_NANOS) {
                    now.alarm();
                    cpu = cpuNow;
                }
            }
            return true;
        }
    }

    private Watchdog() {}

    /** Watches the runs of a program, until nothing else knows it. */
    static void watch(Gauge gauge) {
        if (!THREADS.isThreadCpuTimeSupported()) {
            return;
        }
        synchronized (WATCHED) {
            WATCHED.add(new Watched(gauge));
            if (watching == null || !watching.isAlive()) {
                watching = new Thread(new Watchdog(), "loopai-watchdog");
                watching.setDaemon(true);
                watching.setContextClassLoader(null);
                watching.start();
            }
        }
    }

    /** Ends when no program is left, so that the thread keeps no class loader of a job alive. */
    @Override
    public void run() {
        while (true) {
            synchronized (WATCHED) {
                WATCHED.removeIf(watched -> !watched.look());
                if (WATCHED.isEmpty()) {
                    watching = null;
                    return;
                }
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }
}
