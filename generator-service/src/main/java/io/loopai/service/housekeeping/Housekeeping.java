package io.loopai.service.housekeeping;

import io.loopai.service.DaemonTimer;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.loop.Labels;
import io.loopai.store.Compaction;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a data folder in order: writes the statistics of days that are over, deletes days that are too
 * old, or for which there is no room, merges the small files of today and yesterday, and compresses
 * what is older. Old versions go too, and what old labels say.
 *
 * <pre>{@code
 * try (Housekeeping housekeeping = Housekeeping.start(data, centre, Housekeeping.Limits.DEFAULT)) {
 *     …                                          // now and every ten minutes
 * }
 * }</pre>
 *
 * <p>A day of executions goes only after its statistics were written. A day is renamed before it is
 * deleted, so nobody reads half of one. Today and yesterday always stay.
 */
public final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final String LEAVING = ".leaving-";
    private static final long GOODBYE_SECONDS = 10;
    private static final long MINUTES = 10;

    private final DataDir data;
    private final Limits limits;
    private final Clock clock;
    private final Compaction compaction;
    private final ScheduledExecutorService timer = DaemonTimer.named("loopai-housekeeping");

    /**
     * What is kept.
     *
     * @param executionDays of executions, samples and results
     * @param validationDays of validations, dead letters and events
     * @param maxBytes of all of these together
     * @param labelDays of what labels say; that they were there goes on to count
     * @param versions of each task, beside those that run or may run again
     */
    public record Limits(
            int executionDays, int validationDays, long maxBytes, int labelDays, int versions) {

        /** 7 days, 30 days, any size, 365 days, 10 versions. */
        public static final Limits DEFAULT = new Limits(7, 30, Long.MAX_VALUE, 365, 10);

        public Limits {
            boolean keepsNoDay = executionDays < 1 || validationDays < 1 || labelDays < 1;
            if (keepsNoDay || maxBytes < 1 || versions < 1) {
                throw new IllegalArgumentException(
                        ("at least one day, one byte and one version are kept, not %d days, %d"
                                        + " days, %d bytes, %d days, %d versions")
                                .formatted(
                                        executionDays,
                                        validationDays,
                                        maxBytes,
                                        labelDays,
                                        versions));
            }
        }
    }

    /**
     * A day of a data set.
     *
     * @param kept for how many days
     */
    private record Day(Path folder, LocalDate date, int kept) {}

    Housekeeping(DataDir data, Limits limits, Clock clock, Compaction.Settings merging) {
        this.data = data;
        this.limits = limits;
        this.clock = clock;
        this.compaction = new Compaction(data.root(), merging);
    }

    /** Begins at once, and goes on every ten minutes. */
    public static Housekeeping start(DataDir data, DecisionCentre centre, Limits limits) {
        Housekeeping housekeeping =
                new Housekeeping(data, limits, Clock.systemUTC(), Compaction.Settings.DEFAULT);
        housekeeping.timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        housekeeping.tidy();
                        centre.deleteOldVersions(limits.versions());
                        housekeeping.forgetLabels(new Labels(centre.database()));
                    } catch (RuntimeException e) {
                        LOG.warn("The data folder is not tidied: {}", e.getMessage(), e);
                    }
                },
                0,
                MINUTES,
                TimeUnit.MINUTES);
        return housekeeping;
    }

    /** Labels that are too old lose what they say of anybody. */
    void forgetLabels(Labels labels) {
        int count = labels.forgetBefore(clock.instant().minus(Duration.ofDays(limits.labelDays())));
        if (count > 0) {
            LOG.info("{} labels are forgotten: older than {} days", count, limits.labelDays());
        }
    }

    /** Once. What cannot be done for one day is said, and does not keep the others from it. */
    void tidy() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Day> days = new ArrayList<>();
        for (String task : data.tasksWithDatasets()) {
            for (Day day : days(data.executions(task), limits.executionDays())) {
                if (day.date().isBefore(today) && writeStats(task, day)) {
                    days.add(day);
                }
            }
            days.addAll(days(data.samples(task), limits.executionDays()));
            days.addAll(days(data.results(task), limits.executionDays()));
            days.addAll(days(data.validations(task), limits.validationDays()));
        }
        days.addAll(days(data.deadLetters(), limits.validationDays()));
        days.addAll(days(data.events(), limits.validationDays()));
        days.removeIf(day -> !day.date().isBefore(today.minusDays(1)));
        for (Day day : List.copyOf(days)) {
            if (day.date().isBefore(today.minusDays(day.kept()))) {
                delete(day, "it is older than " + day.kept() + " days");
                days.remove(day);
            }
        }
        makeRoom(days);
        pack(today.minusDays(1));
    }

    /** Merges the files of this day and the next, and compresses those of days before it. */
    private void pack(LocalDate yesterday) {
        for (Path dataset : data.datasets()) {
            for (Day day : days(dataset, Integer.MAX_VALUE)) {
                try {
                    if (day.date().isBefore(yesterday)) {
                        compaction.compress(day.folder());
                    } else {
                        compaction.merge(day.folder());
                    }
                } catch (UncheckedIOException e) {
                    LOG.warn("{}", e.getCause().getMessage());
                }
            }
        }
    }

    /** The oldest first. */
    private void makeRoom(List<Day> days) {
        long bytes = limits.maxBytes() == Long.MAX_VALUE ? 0 : bytes();
        days.sort(Comparator.comparing(Day::date));
        for (Day day : days) {
            if (bytes <= limits.maxBytes()) {
                return;
            }
            bytes -= bytes(day.folder());
            delete(day, "the data sets have more than " + limits.maxBytes() + " bytes");
        }
    }

    /** Whether the day's statistics are there. */
    private boolean writeStats(String task, Day day) {
        try {
            DailyStats.write(data, task, day.folder(), day.date());
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    private static void delete(Day day, String reason) {
        Path leaving = day.folder().resolveSibling(LEAVING + day.folder().getFileName());
        try {
            remove(leaving); // of a process that died meanwhile
            Files.move(day.folder(), leaving);
            remove(leaving);
            LOG.info("{} is deleted: {}", day.folder(), reason);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", day.folder(), e.getMessage());
        }
    }

    private static void remove(Path folder) throws IOException {
        for (Path each : tree(folder)) {
            Files.deleteIfExists(each);
        }
    }

    private long bytes() {
        return bytes(data.root().resolve("datasets"))
                + bytes(data.deadLetters())
                + bytes(data.events());
    }

    private static long bytes(Path folder) {
        try {
            long bytes = 0;
            for (Path each : tree(folder)) {
                bytes += Files.isRegularFile(each) ? Files.size(each) : 0;
            }
            return bytes;
        } catch (IOException e) {
            LOG.warn("The size of {} cannot be told: {}", folder, e.getMessage());
            return 0;
        }
    }

    /** What is inside before what it is in; nothing where there is no folder. */
    private static List<Path> tree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Those whose name is a date. */
    private static List<Day> days(Path dataset, int kept) {
        List<Day> days = new ArrayList<>();
        for (Path folder : JsonLines.days(dataset)) {
            String date = folder.getFileName().toString().substring("date=".length());
            try {
                days.add(new Day(folder, LocalDate.parse(date), kept));
            } catch (DateTimeException e) {
                LOG.warn("{} is left alone: '{}' is no date", folder, date);
            }
        }
        return days;
    }

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
