package io.loopai.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a data set: the lines of {@code date=…/*.jsonl} and {@code date=…/*.jsonl.gz} below a
 * folder, oldest day first.
 *
 * <pre>{@code
 * JsonLines.forEach(data.executions("spam"), line -> table.add(Json.read(line, Execution.class)));
 * }</pre>
 *
 * <p>Each line comes exactly once, also while other processes write and {@link Compaction} merges
 * files, and after a crash of either. A day's files are those of the moment when the reader gets to
 * it; it may then take a day to read them.
 *
 * <p>Files whose names start with {@code .} or {@code _} are not committed yet and skipped, as are
 * empty lines. A missing folder holds no lines. A file that cannot be read ends in an {@link
 * UncheckedIOException} that names it.
 */
public final class JsonLines {

    private JsonLines() {}

    /** The lines as UTF-8 bytes, read as they are asked for; close the stream. */
    public static Stream<byte[]> lines(Path folder) {
        return lines(days(folder));
    }

    /** The lines of one of the {@link #days}; close the stream. */
    public static Stream<byte[]> linesOfDay(Path day) {
        return lines(List.of(day));
    }

    private static Stream<byte[]> lines(List<Path> days) {
        Lines lines = new Lines(days);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                lines, Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(lines::close);
    }

    /** Gives every line to the consumer. */
    public static void forEach(Path folder, Consumer<byte[]> consumer) {
        try (Stream<byte[]> lines = lines(folder)) {
            lines.forEachOrdered(consumer);
        }
    }

    /** How many lines there are. */
    public static long count(Path folder) {
        try (Stream<byte[]> lines = lines(folder)) {
            return lines.count();
        }
    }

    /** The committed files of all days, oldest day first, then by name. */
    public static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        for (Path day : days(folder)) {
            files.addAll(files(day, new Partition(day)));
        }
        return files;
    }

    /** The folders {@code date=…} of a data set, oldest first; none where there is no folder. */
    public static List<Path> days(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(day -> day.getFileName().toString().startsWith("date="))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static List<Path> files(Path day, Partition partition) {
        try {
            return partition.files();
        } catch (IOException e) {
            throw unreadable(day, e);
        }
    }

    private static UncheckedIOException unreadable(Path path, IOException e) {
        return new UncheckedIOException(
                new IOException(path + ": cannot be read: " + DataDir.reason(e), e));
    }

    private static final class Lines implements Iterator<byte[]> {

        private final Iterator<Path> days;
        private Partition partition;
        private Iterator<Path> files = Collections.emptyIterator();
        private Path file;
        private LineReader reader;
        private byte[] next;

        Lines(List<Path> days) {
            this.days = days.iterator();
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && (reader != null || hasNextFile())) {
                    if (reader == null) {
                        file = files.next();
                        reader = new LineReader(partition.open(file));
                    }
                    next = reader.next();
                    if (next == null) {
                        close();
                    }
                }
            } catch (IOException e) {
                throw unreadable(file, e);
            }
            return next != null;
        }

        private boolean hasNextFile() {
            while (!files.hasNext() && days.hasNext()) {
                Path day = days.next();
                partition = new Partition(day);
                files = JsonLines.files(day, partition).iterator();
            }
            return files.hasNext();
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            byte[] line = next;
            next = null;
            return line;
        }

        void close() {
            if (reader != null) {
                try {
                    reader.close();
                } catch (IOException e) {
                    throw unreadable(file, e);
                }
                reader = null;
            }
        }
    }
}
