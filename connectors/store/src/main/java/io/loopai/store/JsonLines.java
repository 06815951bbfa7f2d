package io.loopai.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * Reads a data set: the lines of {@code date=…/*.jsonl} and {@code date=…/*.jsonl.gz} below a
 * folder, oldest day first.
 *
 * <pre>{@code
 * JsonLines.forEach(data.executions("spam"), line -> table.add(Json.read(line, Execution.class)));
 * }</pre>
 *
 * <p>Files whose names start with {@code .} or {@code _} are not committed yet and skipped, as are
 * empty lines. A missing folder holds no lines. A file that cannot be read ends in an {@link
 * UncheckedIOException} that names it.
 */
public final class JsonLines {

    private JsonLines() {}

    /** The lines as UTF-8 bytes, read as they are asked for; close the stream. */
    public static Stream<byte[]> lines(Path folder) {
        Lines lines = new Lines(files(folder));
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

    /** The committed files, oldest day first, then by name. */
    public static List<Path> files(Path folder) {
        return list(folder).stream()
                .filter(day -> day.getFileName().toString().startsWith("date="))
                .flatMap(day -> list(day).stream())
                .filter(JsonLines::isCommitted)
                .toList();
    }

    private static boolean isCommitted(Path file) {
        String name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") || name.startsWith("_");
        return !hidden && (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz"));
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static UncheckedIOException unreadable(Path path, IOException e) {
        return new UncheckedIOException(
                new IOException(path + ": cannot be read: " + DataDir.reason(e), e));
    }

    private static final class Lines implements Iterator<byte[]> {

        private final Iterator<Path> files;
        private Path file;
        private LineReader reader;
        private byte[] next;

        Lines(List<Path> files) {
            this.files = files.iterator();
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && (reader != null || files.hasNext())) {
                    if (reader == null) {
                        file = files.next();
                        reader = new LineReader(open(file));
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

        private static InputStream open(Path file) throws IOException {
            InputStream in = new FileInputStream(file.toFile());
            if (!file.toString().endsWith(".gz")) {
                return in;
            }
            try {
                return new GZIPInputStream(in, 64 * 1024);
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }
    }
}
