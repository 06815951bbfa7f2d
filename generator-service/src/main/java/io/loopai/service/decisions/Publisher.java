package io.loopai.service.decisions;

import io.loopai.service.db.Outbox;
import io.loopai.service.db.TaskTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one projection what the outbox holds for it, in a thread of its own: a projection that does
 * not answer delays neither decisions nor the others. What was told and not yet removed when the
 * process died is told again.
 */
final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final long INTERVAL_MILLIS = 500;

    private final Projection projection;
    private final Ledger ledger;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private Map<String, String> stuck = Map.of();
    private volatile boolean closed;
    private volatile String problem;

    Publisher(Projection projection, Ledger ledger) {
        this.projection = projection;
        this.ledger = ledger;
        this.thread = new Thread(this::run, "loopai-publisher-" + projection.name());
        this.thread.setDaemon(true);
    }

    String name() {
        return projection.name();
    }

    boolean takes(Outbox.Kind kind) {
        return projection.takes(kind);
    }

    /**
     * Why the projection lags behind, a line for each task when it is about some only; null when it
     * does not, or not for long.
     */
    String problem() {
        return problem;
    }

    /** How many entries wait. */
    long pending() {
        return ledger.read(handle -> Outbox.pending(handle, name()));
    }

    void start() {
        thread.start();
    }

    /** There is something new in the outbox. */
    void wake() {
        news.release();
    }

    /**
     * Puts what the projection lacks into the outbox: it was put back from a copy, or is new, or
     * nobody told it while it was not known.
     */
    void fillGaps() {
        Projection.Gaps gaps = projection.gaps();
        for (TaskTable.Row task : ledger.read(TaskTable::all)) {
            ledger.read(
                    handle -> {
                        TaskTable.Row locked = TaskTable.lock(handle, task.id()).orElseThrow();
                        if (!Outbox.isPending(handle, name(), task.id())) {
                            for (Projection.Item item : gaps.of(handle, locked)) {
                                Outbox.add(handle, name(), task.id(), item.kind(), item.number());
                            }
                        }
                        return null;
                    });
        }
    }

    /** Tells what there is, as far as the projection takes it. */
    void publishAll() {
        Map<String, String> waiting = new TreeMap<>();
        while (publishSome(waiting)) {
            // There may be more.
        }
        report(waiting);
    }

    /** However much there is of the tasks that have to wait, it does not hold up the others. */
    private boolean publishSome(Map<String, String> waiting) {
        List<Outbox.Entry> entries =
                ledger.read(handle -> Outbox.next(handle, name(), waiting.keySet()));
        if (entries.isEmpty()) {
            return false;
        }
        Projection.Told told = projection.tell(entries);
        waiting.putAll(told.stuck());
        List<Long> ids = told.entries().stream().map(Outbox.Entry::id).toList();
        ledger.read(
                handle -> {
                    Outbox.remove(handle, ids);
                    return null;
                });
        return true;
    }

    private void report(Map<String, String> waiting) {
        waiting.forEach(
                (task, reason) -> {
                    if (!reason.equals(stuck.get(task))) {
                        LOG.warn("{}", reason);
                    }
                });
        stuck = waiting;
        problem = waiting.isEmpty() ? null : String.join("\n", waiting.values());
    }

    private void run() {
        while (!closed) {
            try {
                publishAll();
            } catch (RuntimeException e) {
                if (!closed && !String.valueOf(e.getMessage()).equals(problem)) {
                    LOG.warn("'{}' is not told of decisions yet: {}", name(), e.getMessage());
                    LOG.debug("Details", e);
                }
                problem = String.valueOf(e.getMessage());
                pause(false);
                continue;
            }
            pause(true);
        }
    }

    /** Until there is news; after a failure for a while in any case. */
    private void pause(boolean wakeable) {
        try {
            if (wakeable) {
                news.tryAcquire(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                news.drainPermits();
            } else {
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Ends after what it is telling now, if that does not take long. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (thread.isAlive()) {
                thread.join(5_000);
                thread.interrupt();
                thread.join(5_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
