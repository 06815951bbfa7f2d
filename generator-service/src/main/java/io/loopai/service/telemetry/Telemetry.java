package io.loopai.service.telemetry;

import io.loopai.service.DaemonTimer;
import io.loopai.task.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a report every minute: a line in a file of the day, and, where an endpoint is named, a POST to
 * it.
 *
 * <pre>{@code
 * try (Telemetry telemetry = Telemetry.start(folder, book, Telemetry.Options.DEFAULT)) {
 *     telemetry.status().last();                 // what the last minute was like
 * }
 * }</pre>
 *
 * <p>Nothing leaves the machine unless an endpoint is named, and nothing then that is not in the file
 * too. An endpoint that does not take a report never gets it; nobody waits for it but the next report.
 */
public final class Telemetry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
    private static final int KEPT_DAYS = 30;
    private static final String BEGIN = "telemetry-";
    private static final String END = ".jsonl";
    private static final long GOODBYE_SECONDS = 5;

    private final Path folder;
    private final TelemetryBook book;
    private final TelemetryPost post;
    private final Clock clock;
    private final ScheduledExecutorService timer = DaemonTimer.named("loopai-telemetry");
    private volatile TelemetryReport last;

    /**
     * How often, and whom to tell.
     *
     * @param endpoint null for nobody
     */
    public record Options(Duration interval, URI endpoint) {

        /** Each minute, nobody. */
        public static final Options DEFAULT = new Options(Duration.ofSeconds(60), null);
    }

    /**
     * How it goes.
     *
     * @param host of the endpoint; null when nobody is told
     * @param sent reports that the endpoint has taken
     * @param dropped reports that it has not, and never gets
     * @param problem why it has not taken the last one; null when it has
     * @param last report; null before the first
     */
    public record Status(
            String host, long sent, long dropped, String problem, TelemetryReport last) {

        /** Where there is no telemetry. */
        public static final Status NONE = new Status(null, 0, 0, null, null);
    }

    Telemetry(Path folder, TelemetryBook book, URI endpoint, Duration patience, Clock clock) {
        this.folder = folder;
        this.book = book;
        this.post = endpoint == null ? null : new TelemetryPost(endpoint, patience);
        this.clock = clock;
    }

    /**
     * Reports from now on.
     *
     * @param folder of the files
     */
    public static Telemetry start(Path folder, TelemetryBook book, Options options) {
        Telemetry telemetry =
                new Telemetry(
                        folder,
                        book,
                        options.endpoint(),
                        TelemetryPost.PATIENCE,
                        Clock.systemUTC());
        long millis = options.interval().toMillis();
        telemetry.timer.scheduleAtFixedRate(
                () -> {
                    try {
                        telemetry.report();
                    } catch (RuntimeException | IOException e) {
                        LOG.warn("There is no telemetry of the last minute: {}", e.toString());
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
        return telemetry;
    }

    void report() throws IOException {
        Instant now = clock.instant();
        TelemetryReport report = book.take(now);
        last = report;
        write(report, now);
        if (post != null) {
            post.send(report);
        }
    }

    private void write(TelemetryReport report, Instant now) throws IOException {
        Files.createDirectories(folder);
        String line = new String(Json.bytes(report), StandardCharsets.UTF_8) + "\n";
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Path file = folder.resolve(BEGIN + today + END);
        boolean isNew = !Files.exists(file);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isNew) {
            deleteBefore(BEGIN + today.minusDays(KEPT_DAYS) + END);
        }
    }

    private void deleteBefore(String name) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old =
                    files.filter(file -> file.getFileName().toString().startsWith(BEGIN))
                            .filter(file -> file.getFileName().toString().compareTo(name) < 0)
                            .toList();
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    public Status status() {
        return post == null
                ? new Status(null, 0, 0, null, last)
                : new Status(post.host(), post.sent(), post.dropped(), post.problem(), last);
    }

    /** What was counted since the last report is lost. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
