package io.loopai.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.RequestWriter;
import io.loopai.task.Json;
import java.util.concurrent.locks.LockSupport;

/** Sends tickets at an even pace until it is closed. */
final class DemoProducer implements AutoCloseable {

    private static final long SEED = 7;
    private static final long NANOS = 1_000_000_000L;
    private static final long NAP = 2_000_000;

    private final RequestWriter writer;
    private final DemoTickets tickets;
    private final int rate;
    private final boolean labelled;
    private final Thread thread = new Thread(this::send, "demo-producer");
    private volatile boolean shifted;
    private volatile boolean stopping;
    private volatile long sent;
    private volatile RuntimeException failure;

    private DemoProducer(KafkaSettings settings, int rate, boolean labelled) {
        this.writer = RequestWriter.open(settings);
        this.tickets = new DemoTickets(Example.phrases(), SEED);
        this.rate = rate;
        this.labelled = labelled;
    }

    /**
     * Starts sending.
     *
     * @param rate tickets a second
     * @param labelled whether the right answers go with them
     */
    static DemoProducer start(KafkaSettings settings, int rate, boolean labelled) {
        DemoProducer producer = new DemoProducer(settings, rate, labelled);
        producer.thread.setDaemon(true);
        producer.thread.start();
        return producer;
    }

    private void send() {
        long begun = System.nanoTime();
        try {
            while (!stopping) {
                long due = (System.nanoTime() - begun) / 1_000 * rate / (NANOS / 1_000);
                while (sent < due && !stopping) {
                    ObjectNode ticket = tickets.next(shifted);
                    if (!labelled) {
                        ticket.remove("output");
                    }
                    writer.send(null, Json.bytes(ticket));
                    sent++;
                }
                LockSupport.parkNanos(NAP);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** From here on the tickets are others. */
    void shift() {
        shifted = true;
    }

    long sent() {
        if (failure != null) {
            throw failure;
        }
        return sent;
    }

    /** All that was sent is in Kafka when this returns. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }
}
