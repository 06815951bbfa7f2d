package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.core.fs.FileSystem;

class JsonlWriterTest {

    @Property(tries = 50)
    void shouldWriteEveryLineWhateverItsLength(@ForAll("lengths") List<Integer> lengths)
            throws IOException {
        Path file = Files.createTempFile("lines", ".jsonl");
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        var path = new org.apache.flink.core.fs.Path(file.toUri());
        try (var out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
            JsonlWriter writer = new JsonlWriter.Factory("unused").create(out);
            for (int length : lengths) {
                byte[] line = "x".repeat(length).getBytes();
                writer.addElement(new OutputLine("", line));
                expected.write(line);
                expected.write('\n');
            }
            writer.finish();
        }

        byte[] written = Files.readAllBytes(file);
        Files.delete(file);
        assertThat(written).isEqualTo(expected.toByteArray());
    }

    @Provide
    Arbitrary<List<Integer>> lengths() {
        int buffer = 256 * 1024;
        return Arbitraries.of(0, 1, 100, buffer / 2, buffer - 2, buffer - 1, buffer, buffer + 1)
                .list()
                .ofMaxSize(8);
    }
}
