package io.loopai.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A thread for what is done again and again, which keeps no process alive.
 *
 * <pre>{@code
 * ScheduledExecutorService timer = DaemonTimer.named("loopai-telemetry");
 * timer.scheduleAtFixedRate(work, 1, 1, TimeUnit.MINUTES);
 * }</pre>
 */
public final class DaemonTimer {

    private DaemonTimer() {}

    /** One thread of that name, which begins with the first task. */
    public static ScheduledExecutorService named(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                work -> {
                    Thread daemon = new Thread(work, name);
                    daemon.setDaemon(true);
                    return daemon;
                });
    }
}
