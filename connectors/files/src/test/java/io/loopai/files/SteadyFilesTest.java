package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a followed folder, only complete files are read, and nobody is left waiting for the rest. */
class SteadyFilesTest {

    private final Logger logger = (Logger) LogManager.getLogger(SteadyFiles.class);
    private final List<String> warnings = new ArrayList<>();
    private final AbstractAppender appender = new WarningsAppender();

    @TempDir private Path folder;
    private Path file;
    private RangeEnumerator followed;

    @BeforeEach
    void prepare() {
        file = folder.resolve("a.log");
        followed = RangeEnumerator.following(List.of(InputFiles.of(folder.toString())));
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void stopListening() {
        logger.removeAppender(appender);
        logger.setLevel(Level.OFF);
    }

    @Test
    void shouldTakeAFileThatLookedTheSameTwice() throws IOException {
        write("one\n", 1);

        assertThat(scan()).isEmpty();
        assertThat(scan()).containsExactly(4L);
        assertThat(scan()).containsExactly(4L); // Flink drops what it has; a scan may get lost
    }

    @Test
    void shouldWaitForAFileThatGrowsOrIsWrittenAgain() throws IOException {
        write("one\n", 1);
        scan();
        write("one\ntwo\n", 1);
        assertThat(scan()).isEmpty();
        write("one\nTWO\n", 2);
        assertThat(scan()).isEmpty();

        assertThat(scan()).containsExactly(8L);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldWaitForBytesInAnEmptyFile() throws IOException {
        write("", 1);
        scan();
        assertThat(scan()).isEmpty();
        write("one\n", 1);
        assertThat(scan()).isEmpty();

        assertThat(scan()).containsExactly(4L);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldWarnOnceOfAFileThatGrowsAfterItWasTaken() throws IOException {
        write("one\n", 1);
        scan();
        scan();
        write("one\ntwo\n", 2);
        scan();
        write("one\ntwo\nthree\n", 3);
        scan();

        assertThat(warnings)
                .containsExactly(
                        "'"
                                + file
                                + "' has grown from 4 to 8 bytes since it was read; what was"
                                + " appended is not read: only new files are, so move complete"
                                + " files into the folder under their final name");
    }

    private void write(String text, long modified) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
    }

    /** The bytes of each file that is found. */
    private List<Long> scan() throws IOException {
        return followed.enumerateSplits(null, 1).stream().map(FileSourceSplit::length).toList();
    }

    private final class WarningsAppender extends AbstractAppender {
        WarningsAppender() {
            super("warnings", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            warnings.add(event.getMessage().getFormattedMessage());
        }
    }
}
