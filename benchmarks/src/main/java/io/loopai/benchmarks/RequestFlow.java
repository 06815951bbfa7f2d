package io.loopai.benchmarks;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.RequestWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Sends the numbered requests of {@link Workload}, on a thread of its own. */
final class RequestFlow {

    /** Brokers may be away for as long as this; what was sent then is not sent twice. */
    private static final String PATIENCE_MILLIS = "600000";

    private final KafkaSettings settings;
    private final int requests;
    private final double perSecond;

    /**
     * @param perSecond at most so many; infinity for as fast as it goes
     */
    RequestFlow(KafkaSettings settings, int requests, double perSecond) {
        this.settings =
                new KafkaSettings(
                        settings.servers(),
                        Map.of(
                                "max.block.ms", PATIENCE_MILLIS,
                                "delivery.timeout.ms", PATIENCE_MILLIS),
                        settings.topics());
        this.requests = requests;
        this.perSecond = perSecond;
    }

    /** Completes when all of them are acknowledged. */
    CompletableFuture<Void> start() {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                send();
                                sent.complete(null);
                            } catch (RuntimeException e) {
                                sent.completeExceptionally(e);
                            }
                        },
                        "requests");
        thread.setDaemon(true);
        thread.start();
        return sent;
    }

    /** Sends all; returns when they are acknowledged. */
    void send() {
        long begun = System.nanoTime();
        try (RequestWriter writer = RequestWriter.open(settings)) {
            for (int i = 0; i < requests; i++) {
                writer.send(null, Workload.request(i).getBytes(StandardCharsets.UTF_8));
                long due = begun + (long) (i / perSecond * 1e9);
                for (long wait = due - System.nanoTime();
                        wait > 0;
                        wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
            }
        }
    }
}
