package io.loopai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    @TempDir Path folder;

    @Test
    void shouldCreateAMissingFolder() {
        DataDir data = DataDir.open(folder.resolve("a/b"));

        assertThat(data.root()).isEqualTo(folder.resolve("a/b")).isEmptyDirectory();
    }

    @Test
    void shouldMakeARelativePathAbsolute() {
        DataDir data = DataDir.open(Path.of("target/../target/data-dir-test"));

        assertThat(data.root())
                .isEqualTo(Path.of("").toAbsolutePath().resolve("target/data-dir-test"));
    }

    @Test
    void shouldKnowWhereEverythingLies() {
        DataDir data = DataDir.open(folder);

        assertThat(data.artifacts()).isEqualTo(folder.resolve("artifacts"));
        assertThat(data.artifacts("spam")).isEqualTo(folder.resolve("artifacts/spam"));
        assertThat(data.executions("spam")).isEqualTo(folder.resolve("datasets/spam/executions"));
        assertThat(data.samples("spam")).isEqualTo(folder.resolve("datasets/spam/samples"));
        assertThat(data.validations("spam")).isEqualTo(folder.resolve("datasets/spam/validations"));
        assertThat(data.results("spam")).isEqualTo(folder.resolve("datasets/spam/results"));
        assertThat(data.deadLetters()).isEqualTo(folder.resolve("dead-letters"));
        assertThat(data.events()).isEqualTo(folder.resolve("events"));
        assertThat(data.runs()).isEqualTo(folder.resolve(".runs"));
    }

    @Test
    void shouldPutTheBucketsOfADayWhereReadersLook() {
        DataDir data = DataDir.open(folder);

        assertThat(DataDir.executionsBucket("spam", DAY))
                .isEqualTo("datasets/spam/executions/date=2026-01-31");
        assertThat(parent(DataDir.executionsBucket("spam", DAY)))
                .isEqualTo(data.executions("spam"));
        assertThat(parent(DataDir.samplesBucket("spam", DAY))).isEqualTo(data.samples("spam"));
        assertThat(parent(DataDir.resultsBucket("spam", DAY))).isEqualTo(data.results("spam"));
        assertThat(parent(DataDir.deadLettersBucket(DAY))).isEqualTo(data.deadLetters());
        assertThat(parent(DataDir.eventsBucket(DAY))).isEqualTo(data.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../other", "a/b", "", ".hidden"})
    void shouldNotLeadOutOfTheFolder(String task) {
        DataDir data = DataDir.open(folder);

        assertThatThrownBy(() -> data.executions(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'"
                                + task
                                + "' is no task id: use at most 100 letters, digits, '.', '_' or"
                                + " '-', and start with a letter or digit");
    }

    @Test
    void shouldRefuseAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataDir.open(file))
                .isInstanceOf(DataDirException.class)
                .hasMessage(file + ": is not a folder; name a folder for the data");
    }

    @Test
    void shouldSayWhyAFolderCannotBeCreated() throws Exception {
        Path below = Files.createFile(folder.resolve("file")).resolve("data");

        assertThatThrownBy(() -> DataDir.open(below))
                .isInstanceOf(DataDirException.class)
                .hasMessage(
                        below
                                + ": cannot be created: Not a directory; create it yourself or name"
                                + " another folder for the data");
    }

    @Test
    void shouldSayWhyAFolderCannotBeWritten() throws Exception {
        Path readOnly = Files.createDirectory(folder.resolve("read-only"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(readOnly), "root may write everywhere");

        assertThatThrownBy(() -> DataDir.open(readOnly))
                .isInstanceOf(DataDirException.class)
                .hasMessage(
                        readOnly
                                + ": cannot be written: access denied; check its owner, its"
                                + " permissions and the free space, or name another folder for the"
                                + " data");
    }

    private Path parent(String bucket) {
        return folder.resolve(bucket).getParent();
    }
}
