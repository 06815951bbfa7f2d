package io.loopai.service.housekeeping;

import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.LatencyCounts;
import io.loopai.task.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * What a task did on one day; {@code analytics/daily-stats-<date>.json} holds the same.
 *
 * @param date in UTC
 * @param successfulExecutions whose caller got an answer, from the program or in its place
 * @param failedExecutions all others
 * @param successRate of all; 1 without any
 * @param avgLatencyMs of the program, in milliseconds
 * @param p50LatencyMs half of the executions took at most so long, within the width of a bucket of
 *     {@link LatencyCounts}
 */
public record DailyStats(
        LocalDate date,
        long totalExecutions,
        long successfulExecutions,
        long failedExecutions,
        double successRate,
        long sampledCount,
        double samplingRate,
        double avgLatencyMs,
        double p50LatencyMs,
        double p99LatencyMs) {

    private static final double MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * Writes the statistics of a day, unless they are there and nothing was added since.
     *
     * @param day one of the task's {@link JsonLines#days}
     * @return whether they were written
     */
    static boolean write(DataDir data, String task, Path day, LocalDate date) throws IOException {
        Path target = data.analytics(task).resolve("daily-stats-" + date + ".json");
        // Files appear in the folder and go, and never change.
        FileTime counted = Files.getLastModifiedTime(day);
        if (Files.exists(target) && Files.getLastModifiedTime(target).equals(counted)) {
            return false;
        }
        byte[] json = Json.bytes(of(day, date));
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling("." + target.getFileName());
        Files.write(temporary, json);
        Files.setLastModifiedTime(temporary, counted);
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static DailyStats of(Path day, LocalDate date) {
        Sum sum = new Sum();
        try (Stream<byte[]> lines = JsonLines.linesOfDay(day)) {
            lines.forEach(line -> sum.add(Json.read(line, Execution.class)));
        } catch (UncheckedIOException e) {
            // Without the cause, whose message may quote the line.
            throw new IllegalStateException(
                    day
                            + ": a file cannot be read, or a line of it is no execution; the day has"
                            + " no statistics and is kept");
        }
        return sum.stats(date);
    }

    private static final class Sum {
        private final LatencyCounts latency = new LatencyCounts();
        private long total;
        private long successful;
        private long sampled;
        private long micros;

        void add(Execution execution) {
            total++;
            boolean answered =
                    execution.status() == Status.SUCCESS || execution.status() == Status.FALLBACK;
            successful += answered ? 1 : 0;
            sampled += execution.sampled() ? 1 : 0;
            micros += execution.latencyUs();
            latency.add(execution.latencyUs() * NANOS_PER_MICRO);
        }

        DailyStats stats(LocalDate date) {
            double all = Math.max(1, total);
            return new DailyStats(
                    date,
                    total,
                    successful,
                    total - successful,
                    total == 0 ? 1 : successful / all,
                    sampled,
                    sampled / all,
                    micros / all / MICROS_PER_MILLI,
                    latency.quantileUs(0.5) / MICROS_PER_MILLI,
                    latency.quantileUs(0.99) / MICROS_PER_MILLI);
        }
    }
}
