package io.loopai.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Merges the many small files that a job leaves in a data set, one at every checkpoint, into few
 * large ones. No line is lost or repeated, whatever is interrupted.
 *
 * <pre>{@code
 * Compaction compaction = new Compaction(data.root(), Compaction.Settings.DEFAULT);
 * for (Path day : JsonLines.days(data.executions("spam"))) {
 *     Compaction.Outcome outcome = compaction.merge(day);
 * }
 * }</pre>
 *
 * <p>Jobs may write into the folder meanwhile, and may later be restored from a checkpoint that
 * still lists a file as one to commit that was merged since: on a file system of this machine Flink
 * then finds neither the hidden file nor the committed one, and goes on. Object stores refuse such a
 * restore; there is no compaction for them.
 *
 * <p>Only files are merged that a sink or a merge has named, {@code part-<uuid>….jsonl}: these never
 * change. Lines keep their order within a file, and files follow each other in the order in which
 * they were last written.
 *
 * <p>{@link JsonLines} gives every line once at any moment. Readers that know nothing of merges
 * (DuckDB, Spark, jq) can see two things, both only while the originals of one merge are being
 * deleted, some milliseconds: its lines twice, or, when they have listed the folder before and open
 * the files after, an error because a file is gone. Both are over when they read again; the days
 * before today do not change any more once they are merged. A job that follows the folder as its
 * input would read merged lines again: do not merge what is followed.
 */
public final class Compaction {

    /** Bounds the time during which other readers see lines twice. */
    private static final int MOST_FILES = 1_000;

    private static final Outcome NOTHING = new Outcome(0, 0, 0);

    /**
     * What is merged, and when.
     *
     * @param targetBytes size of a merged file, at most; files at least half as large stay as they
     *     are
     * @param fewestFiles small files that a merge needs, unless they fill a file or belong to a day
     *     that is over
     * @param grace younger files are left alone
     */
    public record Settings(long targetBytes, int fewestFiles, Duration grace) {

        /** 128 MB from at least 8 files, each 10 s old. */
        public static final Settings DEFAULT = new Settings(128 << 20, 8, Duration.ofSeconds(10));

        /** The same for files of another age. */
        public Settings withGrace(Duration grace) {
            return new Settings(targetBytes, fewestFiles, grace);
        }
    }

    /**
     * What was done in one or more folders.
     *
     * @param filesBefore committed files that were found, merged or not
     * @param filesAfter the files that they are now
     * @param bytesWritten size of the files that merges have written
     */
    public record Outcome(int filesBefore, int filesAfter, long bytesWritten) {

        /** Both together. */
        public Outcome plus(Outcome other) {
            return new Outcome(
                    filesBefore + other.filesBefore,
                    filesAfter + other.filesAfter,
                    bytesWritten + other.bytesWritten);
        }
    }

    private record Small(Path path, long bytes, FileTime written) {}

    private final Path root;
    private final Settings settings;
    private final Clock clock;
    private final AtomicFiles disk;

    /**
     * @param root the folder in whose name mergers, also of other processes, wait for each other: a
     *     data folder; must exist
     */
    public Compaction(Path root, Settings settings) {
        this(root, settings, Clock.systemUTC(), AtomicFiles.Faults.NONE);
    }

    Compaction(Path root, Settings settings, Clock clock, AtomicFiles.Faults faults) {
        this.root = root;
        this.settings = settings;
        this.clock = clock;
        this.disk = new AtomicFiles(faults);
    }

    /**
     * Finishes what was interrupted, then merges what it finds until nothing is worth it any more.
     * Files that are committed meanwhile are left to the next call, so that this one ends however
     * fast a job writes. Waits while another merger is at work.
     *
     * @param folder of committed files; where it is named {@code date=…} for a day that is over,
     *     fewer files are worth a merge
     * @throws UncheckedIOException when something cannot be read or written; nothing is lost
     */
    public Outcome merge(Path folder) {
        return locked(folder, this::mergeLocked);
    }

    /**
     * The same for a day that nobody asks for any more: what is not compressed yet is merged and
     * compressed, {@code part-<uuid>.jsonl.gz}. What comes late is compressed by the next call.
     *
     * @throws UncheckedIOException when something cannot be read or written; nothing is lost
     */
    public Outcome compress(Path folder) {
        return locked(folder, this::compressLocked);
    }

    /** What is done while nobody else merges. */
    private interface Work {
        Outcome in(Path folder) throws IOException;
    }

    private Outcome locked(Path folder, Work work) {
        if (!Files.isDirectory(folder)) {
            return NOTHING;
        }
        return FolderLock.locked(
                root,
                () -> {
                    try {
                        return work.in(folder);
                    } catch (IOException e) {
                        throw new UncheckedIOException(
                                new IOException(
                                        folder
                                                + ": its files cannot be merged: "
                                                + DataDir.reason(e)
                                                + "; no line is lost, the next merge goes on from"
                                                + " here",
                                        e));
                    }
                });
    }

    private Outcome compressLocked(Path folder) throws IOException {
        Merge merge = new Merge(folder, disk);
        merge.recover(clock.instant());
        List<Path> files = new Partition(folder).files();
        List<Small> plain = writtenOnce(files);
        plain.sort(oldestFirst());
        int after = files.size() - plain.size();
        long written = 0;
        while (!plain.isEmpty()) {
            List<Small> next = plain.subList(0, Math.max(1, fitting(plain)));
            Path merged = merge.merge(next.stream().map(Small::path).toList(), true);
            written += Files.size(merged);
            after++;
            next.clear();
        }
        return new Outcome(files.size(), after, written);
    }

    private Outcome mergeLocked(Path folder) throws IOException {
        Merge merge = new Merge(folder, disk);
        merge.recover(clock.instant());
        Set<Path> files = new HashSet<>(new Partition(folder).files());
        int before = files.size();
        long written = 0;
        for (List<Small> next = next(files, folder); !next.isEmpty(); next = next(files, folder)) {
            List<Path> originals = next.stream().map(Small::path).toList();
            files.add(merge.merge(originals, false));
            originals.forEach(files::remove);
            written += next.stream().mapToLong(Small::bytes).sum();
        }
        return new Outcome(before, files.size(), written);
    }

    /** The files of the next merge, oldest first; empty when none is worth it. */
    private List<Small> next(Set<Path> files, Path folder) throws IOException {
        List<Small> small = small(files);
        List<Small> chosen =
                new ArrayList<>(isOver(folder) ? oldest(small) : worthRewriting(small));
        chosen.sort(oldestFirst());
        return chosen;
    }

    /** Nothing is to come: fill files up to the target. */
    private List<Small> oldest(List<Small> small) {
        small.sort(oldestFirst());
        int count = fitting(small);
        return count < 2 ? List.of() : small.subList(0, count);
    }

    /** How many of the first files fit into one. */
    private int fitting(List<Small> files) {
        long bytes = 0;
        int count = 0;
        while (count < Math.min(files.size(), MOST_FILES)
                && bytes + files.get(count).bytes() <= settings.targetBytes()) {
            bytes += files.get(count++).bytes();
        }
        return count;
    }

    /**
     * More is to come: the smallest files, as many as possible such that the others are together as
     * large as the largest. So whenever a line is written again, it gets into a file of at least
     * twice the size: that is log2(target / size of its first file) times at most. (Like universal
     * compaction in RocksDB with a size ratio of 100%, but by size instead of by age.)
     */
    private List<Small> worthRewriting(List<Small> small) {
        small.sort(Comparator.comparingLong(Small::bytes).thenComparing(oldestFirst()));
        long bytes = 0;
        int count = 0;
        for (int i = 0; i < Math.min(small.size(), MOST_FILES); i++) {
            long largest = small.get(i).bytes();
            if (bytes + largest > settings.targetBytes()) {
                break;
            }
            boolean doubles = largest <= bytes;
            bytes += largest;
            boolean fills = bytes >= settings.targetBytes() / 2;
            if (doubles && (i + 1 >= settings.fewestFiles() || fills)) {
                count = i + 1;
            }
        }
        return small.subList(0, count);
    }

    private List<Small> small(Set<Path> files) throws IOException {
        List<Small> small = writtenOnce(files);
        small.removeIf(file -> file.bytes() >= settings.targetBytes() / 2);
        return small;
    }

    /** Without what is too young. */
    private List<Small> writtenOnce(Collection<Path> files) throws IOException {
        Instant newest = clock.instant().minus(settings.grace());
        List<Small> found = new ArrayList<>();
        for (Path file : files) {
            if (MergeFiles.isWrittenOnce(file) && !lastChange(file).isAfter(newest)) {
                found.add(new Small(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        }
        return found;
    }

    /** When the file was written or, where the system tells, got its name: that may be much later. */
    private static Instant lastChange(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        Object time =
                unix ? Files.getAttribute(file, "unix:ctime") : Files.getLastModifiedTime(file);
        return ((FileTime) time).toInstant();
    }

    private boolean isOver(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.startsWith("date=")) {
            return false;
        }
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return LocalDate.parse(name.substring("date=".length())).isBefore(today);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Comparator<Small> oldestFirst() {
        return Comparator.comparing(Small::written).thenComparing(Small::path);
    }
}
