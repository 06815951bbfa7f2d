package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.engine.RawRecord;
import io.loopai.task.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;

/** Whatever the file and however it is divided: the lines are those of the simplest splitter. */
class LinesPropertyTest {

    private static final int MAX_RECORD_BYTES = 300_000;

    private Path folder;

    @BeforeTry
    void createFolder() throws IOException {
        folder = Files.createTempDirectory("lines");
    }

    @AfterTry
    void removeFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 500)
    void shouldCutAnyRangesIntoTheLinesOfTheWholeFile(
            @ForAll("smallFiles") byte[] content, @ForAll @IntRange(min = 1, max = 60) int range)
            throws IOException {
        Path file = Files.write(folder.resolve("requests.log"), content);

        assertThat(readAll(file, range)).isEqualTo(naiveLines(content, file));
    }

    @Property(tries = 100)
    void shouldReadLinesLongerThanTheBufferAndTheLimit(
            @ForAll("largeFiles") byte[] content,
            @ForAll @IntRange(min = 10_000, max = 1_000_000) int range)
            throws IOException {
        Path file = Files.write(folder.resolve("requests.log"), content);

        assertThat(readAll(file, range)).isEqualTo(naiveLines(content, file));
    }

    @Property(tries = 100)
    void shouldReadTheSameFromGzipOfAnyNumberOfMembers(
            @ForAll("smallFiles") byte[] content, @ForAll @IntRange(min = 1, max = 80) int member)
            throws IOException {
        Path file = Files.write(folder.resolve("requests.log.gz"), gzip(content, member));

        assertThat(readAll(file, 10)).isEqualTo(naiveLines(content, file));
    }

    @Property(tries = 30)
    void shouldReadLongLinesFromGzip(@ForAll("largeFiles") byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("requests.log.gz"), gzip(content, 700_000));

        assertThat(readAll(file, 10)).isEqualTo(naiveLines(content, file));
    }

    @Property(tries = 200)
    void shouldGoOnAfterAnyRecord(
            @ForAll("smallFiles") byte[] content,
            @ForAll @IntRange(min = 1, max = 60) int range,
            @ForAll boolean gzip)
            throws IOException {
        Path file = folder.resolve(gzip ? "requests.gz" : "requests");
        Files.write(file, gzip ? gzip(content, 50) : content);

        for (FileSourceSplit split : ranges(file, range)) {
            List<Long> positions = new ArrayList<>();
            List<Line> lines = readOneRange(split, positions);
            for (int emitted = 1; emitted <= lines.size(); emitted++) {
                var position = new CheckpointedPosition(positions.get(emitted - 1), 0);
                FileSourceSplit restored = split.updateWithCheckpointedPosition(position);
                assertThat(readOneRange(restored, new ArrayList<>()))
                        .isEqualTo(lines.subList(emitted, lines.size()));
            }
        }
    }

    @Provide
    Arbitrary<byte[]> smallFiles() {
        Arbitrary<String> line =
                Arbitraries.of("", "a", "\r", "x\ry", "{\"id\":1}", "été", "a longer line of text");
        return files(line.map(text -> text.getBytes(StandardCharsets.UTF_8)), 12);
    }

    @Provide
    Arbitrary<byte[]> largeFiles() {
        Arbitrary<Integer> length =
                Arbitraries.of(
                        0,
                        17,
                        LineReader.BUFFER_BYTES - 1,
                        LineReader.BUFFER_BYTES,
                        MAX_RECORD_BYTES - 1,
                        MAX_RECORD_BYTES,
                        MAX_RECORD_BYTES + 1,
                        MAX_RECORD_BYTES + 2,
                        3 * LineReader.BUFFER_BYTES);
        Arbitrary<byte[]> line =
                Combinators.combine(length, Arbitraries.integers().between(0, 1_000))
                        .as(LinesPropertyTest::longLine);
        return files(line, 5);
    }

    private static byte[] longLine(int length, int seed) {
        byte[] line = new byte[length];
        for (int i = 0; i < length; i++) {
            line[i] = (byte) (' ' + (i * 31 + seed) % 90);
        }
        if (length > 0 && seed % 4 == 0) {
            line[length - 1] = '\r';
        }
        return line;
    }

    private static Arbitrary<byte[]> files(Arbitrary<byte[]> lines, int most) {
        Arbitrary<byte[]> start =
                Arbitraries.of(new byte[0], new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        Arbitrary<List<byte[]>> ended =
                Combinators.combine(lines, Arbitraries.of("\n", "\r\n"))
                        .as((line, end) -> concat(line, end.getBytes(StandardCharsets.UTF_8)))
                        .list()
                        .ofMaxSize(most);
        Arbitrary<byte[]> unended = Arbitraries.oneOf(lines, Arbitraries.just(new byte[0]));
        return Combinators.combine(start, ended, unended)
                .as(
                        (mark, all, last) -> {
                            byte[] content = mark;
                            for (byte[] line : all) {
                                content = concat(content, line);
                            }
                            return concat(content, last);
                        });
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** In an order that shows which range gave what. */
    private static List<Line> readAll(Path file, long range) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (FileSourceSplit split : ranges(file, range)) {
            lines.addAll(readOneRange(split, new ArrayList<>()));
        }
        return lines;
    }

    private static List<FileSourceSplit> ranges(Path file, long range) throws IOException {
        var inputs = List.of(InputFiles.of(file.toString()));
        return List.copyOf(RangeEnumerator.once(inputs, range).enumerateSplits(null, 1));
    }

    private static List<Line> readOneRange(FileSourceSplit split, List<Long> positions)
            throws IOException {
        var format = new RawRecordFormat(MAX_RECORD_BYTES);
        Configuration config = new Configuration();
        List<Line> lines = new ArrayList<>();
        try (BulkFormat.Reader<RawRecord> reader =
                split.getReaderPosition().isPresent()
                        ? format.restoreReader(config, split)
                        : format.createReader(config, split)) {
            for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                RecordAndPosition<RawRecord> next;
                while ((next = batch.next()) != null) {
                    lines.add(Line.of(next.getRecord()));
                    positions.add(next.getOffset());
                    assertThat(next.getRecordSkipCount()).isZero();
                }
            }
        }
        return lines;
    }

    private static List<Line> naiveLines(byte[] content, Path file) {
        List<Line> lines = new ArrayList<>();
        boolean marked = content.length >= 3 && content[0] == (byte) 0xEF;
        int start = marked ? 3 : 0;
        while (start < content.length) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int valueEnd = end > start && content[end - 1] == '\r' ? end - 1 : end;
            byte[] value = Arrays.copyOfRange(content, start, valueEnd);
            lines.add(
                    value.length <= MAX_RECORD_BYTES
                            ? Line.of(RawRecord.whole(value, file.toString(), start))
                            : Line.of(cut(value, file, start)));
            start = end + 1;
        }
        return lines;
    }

    private static RawRecord cut(byte[] value, Path file, long position) {
        byte[] head = Arrays.copyOf(value, Math.min(value.length, DeadLetter.MAX_VALUE_BYTES));
        return new RawRecord(head, file.toString(), position, value.length, sha256(value));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] gzip(byte[] content, int bytesPerMember) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int start = 0;
        do {
            int end = Math.min(content.length, start + bytesPerMember);
            try (OutputStream member = new GZIPOutputStream(all)) {
                member.write(content, start, end - start);
            }
            start = end;
        } while (start < content.length);
        return all.toByteArray();
    }

    /** A record that can be compared; the hash stands for the bytes. */
    private record Line(String value, String source, long position, long length, String sha256) {
        static Line of(RawRecord r) {
            String value =
                    r.value().length < 100
                            ? new String(r.value(), StandardCharsets.ISO_8859_1)
                            : LinesPropertyTest.sha256(r.value());
            return new Line(value, r.source(), r.position(), r.length(), r.sha256());
        }
    }
}
