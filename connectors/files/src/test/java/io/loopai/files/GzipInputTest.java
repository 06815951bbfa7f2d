package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.engine.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipInputTest {

    @TempDir Path folder;

    @Test
    void shouldFailOnATruncatedFile() throws IOException {
        byte[] packed = LinesPropertyTest.gzip(bytes("one\ntwo\nthree\n"), 8);
        Path file = write(Arrays.copyOf(packed, packed.length - 12));

        assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        ("'%s' cannot be unpacked after byte 3 of its content: the file ends too"
                                        + " early. Replace it by a whole copy ('gzip -t' tells) and start"
                                        + " again from the last checkpoint, or start without it")
                                .formatted(file));
    }

    @Test
    void shouldNotTakeADamagedSecondMemberForTheEnd() throws IOException {
        byte[] packed = LinesPropertyTest.gzip(bytes("one\ntwo\n"), 4);
        int secondMember = LinesPropertyTest.gzip(bytes("one\n"), 4).length;
        packed[secondMember] = 'x';
        Path file = write(packed);

        assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "'%s' cannot be unpacked after byte 3 of its content: Garbage after a valid"
                                .formatted(file));
    }

    @Test
    void shouldUnpackAFileWhoseNameIsInUpperCase() throws IOException {
        byte[] packed = LinesPropertyTest.gzip(bytes("one\n"), 100);
        Path file = Files.write(folder.resolve("A.LOG.GZ"), packed);
        var reader = new RawRecordFormat(1_000).createReader(new Configuration(), split(file));

        try (reader) {
            assertThat(reader.readBatch().next().getRecord().value()).isEqualTo(bytes("one"));
        }
    }

    @Test
    void shouldFailOnAWrongChecksum() throws IOException {
        byte[] packed = LinesPropertyTest.gzip(bytes("one\n"), 100);
        packed[packed.length - 6]++;
        Path file = write(packed);

        assertThatThrownBy(() -> readAll(file))
                .hasMessageStartingWith("'%s' cannot be unpacked after byte ".formatted(file))
                .hasMessageContaining("CRC32");
    }

    @Test
    void shouldFailOnWhatIsNoGzip() throws IOException {
        Path file = write(bytes("plain text\n"));

        assertThatThrownBy(() -> readAll(file))
                .hasMessageStartingWith(
                        ("'%s' cannot be unpacked after byte 0 of its content: Input is not in the"
                                        + " .gz format. Replace it")
                                .formatted(file));
    }

    @Test
    void shouldFailWhenTheFileIsGone() throws IOException {
        Path file = write(bytes("x"));
        FileSourceSplit split = split(file);
        Files.delete(file);

        assertThatThrownBy(() -> read(split))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        ("'%s' is gone, but was there when the input was listed: put it back, start"
                                        + " again from the last checkpoint, and leave files in place until"
                                        + " they are read")
                                .formatted(file));
    }

    @Test
    void shouldFailWhenTheFileHasShrunk() throws IOException {
        Path file = Files.write(folder.resolve("a.log"), bytes("one\ntwo\n"));
        FileSourceSplit split = split(file);
        Files.write(file, bytes("one\n"));

        assertThatThrownBy(() -> read(split))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        ("'%s' had 8 bytes when it was found and has 4 now, so records would be"
                                        + " missed: put the whole file back and start again from the last"
                                        + " checkpoint")
                                .formatted(file));
    }

    @Test
    void shouldFailWhenTheUnpackedFileIsShorterThanBefore() throws IOException {
        Path file = write(LinesPropertyTest.gzip(bytes("one\n"), 100));
        var restored = split(file).updateWithCheckpointedPosition(new CheckpointedPosition(8, 0));

        assertThatThrownBy(() -> read(restored))
                .hasMessageStartingWith(
                        ("'%s' cannot be unpacked after byte 4 of its content: it was longer when it"
                                        + " was read before.")
                                .formatted(file));
    }

    private void readAll(Path file) throws IOException {
        read(split(file));
    }

    private void read(FileSourceSplit split) throws IOException {
        var format = new RawRecordFormat(1_000);
        try (BulkFormat.Reader<RawRecord> reader =
                split.getReaderPosition().isPresent()
                        ? format.restoreReader(new Configuration(), split)
                        : format.createReader(new Configuration(), split)) {
            for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                assertThat(batch.next()).isNotNull();
            }
        }
    }

    private static FileSourceSplit split(Path file) throws IOException {
        var inputs = List.of(InputFiles.of(file.toString()));
        return RangeEnumerator.once(inputs, 1_000).enumerateSplits(null, 1).iterator().next();
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.log.gz"), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
