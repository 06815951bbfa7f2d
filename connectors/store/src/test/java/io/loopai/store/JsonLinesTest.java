package io.loopai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

    @TempDir Path folder;

    @Test
    void shouldReadPlainAndCompressedFilesOldestDayFirst() throws IOException {
        write("date=2026-01-31/b.jsonl", "3\n");
        write("date=2026-01-31/a.jsonl.gz", gzip("1\n2\n"));
        write("date=2025-12-31/z.jsonl", "0\n");

        assertThat(read()).containsExactly("0", "1", "2", "3");
        assertThat(JsonLines.count(folder)).isEqualTo(4);
    }

    @Test
    void shouldSkipWhatIsNotCommittedOrNoData() throws IOException {
        write("date=2026-01-31/.part-0.jsonl.inprogress", "x\n");
        write("date=2026-01-31/.part-0.jsonl", "x\n");
        write("date=2026-01-31/_temporary.jsonl", "x\n");
        write("date=2026-01-31/notes.txt", "x\n");
        write("other/a.jsonl", "x\n");
        write("a.jsonl", "x\n");
        write("date=2026-01-31/a.jsonl", "1\n");

        assertThat(read()).containsExactly("1");
    }

    @Test
    void shouldSkipEmptyLinesAndTakeALastLineWithoutLineBreak() throws IOException {
        write("date=2026-01-31/a.jsonl", "\n1\n\n2");
        write("date=2026-01-31/b.jsonl", "");
        write("date=2026-01-31/c.jsonl", "3");

        assertThat(read()).containsExactly("1", "2", "3");
    }

    @Test
    void shouldReadLinesLongerThanAnyBuffer() throws IOException {
        String line = "ü".repeat(300_000);
        write("date=2026-01-31/a.jsonl", line + "\n" + line + "\n");

        assertThat(read()).containsExactly(line, line);
    }

    @Test
    void shouldHoldNothingWhereThereIsNoFolder() {
        assertThat(JsonLines.count(folder.resolve("missing"))).isZero();
    }

    @Test
    void shouldNotOpenAFileBeforeItsLinesAreAskedFor() throws IOException {
        write("date=2026-01-30/a.jsonl", "1\n2\n");
        write("date=2026-01-31/b.jsonl.gz", "no gzip".getBytes(StandardCharsets.UTF_8));

        try (Stream<byte[]> lines = JsonLines.lines(folder)) {
            assertThat(lines.limit(2)).hasSize(2);
        }
    }

    @Test
    void shouldNameAFileThatCannotBeRead() throws IOException {
        byte[] whole = gzip("1\n".repeat(10_000));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        Path file = write("date=2026-01-31/a.jsonl.gz", cut);

        assertThatThrownBy(this::read)
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessage(file + ": cannot be read: Unexpected end of ZLIB input stream");
    }

    @Property(tries = 200)
    void shouldCutLinesLikeAStringWould(@ForAll List<String> texts) throws IOException {
        String text = String.join("\n", texts);
        List<byte[]> expected =
                Stream.of(text.split("\n"))
                        .filter(line -> !line.isEmpty())
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList();

        List<byte[]> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(new TricklingStream(text))) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }

        assertThat(lines).usingElementComparator(Arrays::compare).isEqualTo(expected);
    }

    private List<String> read() {
        List<String> lines = new ArrayList<>();
        JsonLines.forEach(folder, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
        return lines;
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Gives a few bytes at a time, as a pipe or a decompressor may. */
    private static final class TricklingStream extends ByteArrayInputStream {

        TricklingStream(String text) {
            super(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read(byte[] buffer) {
            return read(buffer, 0, Math.min(3, buffer.length));
        }
    }
}
