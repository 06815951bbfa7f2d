package io.loopai.jobs;

import io.loopai.store.DataDir;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Where a line goes, as a folder below the data directory; composed once a task and day. */
final class Buckets {

    private static final long DAY_MILLIS = 86_400_000;

    private final boolean resultsInOneFolder;
    private final Map<String, OfTask> tasks = new HashMap<>();
    private long day = Long.MIN_VALUE;

    Buckets(boolean resultsInOneFolder) {
        this.resultsInOneFolder = resultsInOneFolder;
    }

    /** The folders of one task on one day. */
    record OfTask(String results, String executions, String samples) {}

    OfTask of(String task, long epochMillis) {
        long today = Math.floorDiv(epochMillis, DAY_MILLIS);
        if (today != day) {
            day = today;
            tasks.clear();
        }
        return tasks.computeIfAbsent(task, this::compose);
    }

    static String deadLetters(Instant at) {
        return DataDir.deadLettersBucket(date(at));
    }

    static String events(Instant at) {
        return DataDir.eventsBucket(date(at));
    }

    private OfTask compose(String task) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return new OfTask(
                resultsInOneFolder ? "" : DataDir.resultsBucket(task, date),
                DataDir.executionsBucket(task, date),
                DataDir.samplesBucket(task, date));
    }

    private static LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
