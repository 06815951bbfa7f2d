package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

    @TempDir Path folder;

    @Test
    void shouldTakeAFileWhateverItsName() throws IOException {
        Path file = create("_draft.tmp");

        assertThat(list(file.toString())).containsExactly(file);
    }

    @Test
    void shouldTakeAFileFromAUriWithEscapes() throws IOException {
        Path file = create("a b#c.jsonl");

        assertThat(list(file.toUri().toString())).containsExactly(file);
    }

    @Test
    void shouldTakeAllFilesBelowAFolderByName() throws IOException {
        Path second = create("b.log");
        Path first = create("a/deep/z.log");

        assertThat(list(folder.toString())).containsExactly(first, second);
    }

    @Test
    void shouldTakeOnlyFilesUnderTheirFinalNames() throws IOException {
        Path file = create("tmp.log");
        create(".hidden");
        create("_SUCCESS");
        create("a.tmp");
        create("a.part");
        create("a.inprogress");
        create("a.crdownload");
        create("_temporary/a.log");
        create(".git/a.log");

        assertThat(list(folder.toString())).containsExactly(file);
        assertThat(list(folder + "/**")).containsExactly(file);
    }

    @Test
    void shouldMatchGlobsInOneFolderOnly() throws IOException {
        Path a = create("a.log");
        create("b.txt");
        create("deep/c.log");

        assertThat(list(folder + "/*.log")).containsExactly(a);
    }

    @Test
    void shouldMatchGlobsOverFolders() throws IOException {
        Path a = create("2026-01/a.log");
        Path b = create("2026-02/deep/b.log");

        assertThat(list(folder + "/2026-*/*.log")).containsExactly(a);
        assertThat(list(folder + "/{2026-02,2026-03}/**")).containsExactly(b);
    }

    @Test
    void shouldTakeAFileWhoseNameLooksLikeAGlob() throws IOException {
        Path file = create("a[1].log");

        assertThat(list(file.toString())).containsExactly(file);
    }

    @Test
    void shouldFollowLinksButNotInCircles() throws IOException {
        Path file = create("real/a.log");
        Files.createSymbolicLink(folder.resolve("real/circle"), folder.resolve("real"));
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("x"), file.getParent());

        assertThat(list(links.toString())).containsExactly(links.resolve("x/a.log"));
    }

    @Test
    void shouldRefuseAMissingFile() {
        Path missing = folder.resolve("foo.jsonl");

        assertThatThrownBy(() -> RequestFiles.of(List.of(missing.toString())))
                .isInstanceOf(InputFilesException.class)
                .hasMessage(
                        "input '%s': no such file or folder (looked in %s)"
                                .formatted(missing, folder));
    }

    @Test
    void shouldSayWhereARelativeInputWasLookedFor() {
        assertThatThrownBy(() -> RequestFiles.of(List.of("foo.jsonl")))
                .hasMessage(
                        "input 'foo.jsonl': no such file or folder (looked in %s)"
                                .formatted(Path.of("").toAbsolutePath()));
    }

    @Test
    void shouldRefuseAGlobInAMissingFolder() {
        assertThatThrownBy(() -> RequestFiles.of(List.of(folder + "/logs/*.log")))
                .isInstanceOf(InputFilesException.class)
                .hasMessage("input '%1$s/logs/*.log': no such folder: %1$s/logs".formatted(folder));
    }

    @Test
    void shouldRefuseAGlobWithoutMatch() {
        assertThatThrownBy(() -> RequestFiles.of(List.of(folder + "/*.log")).build())
                .isInstanceOf(InputFilesException.class)
                .hasMessage(
                        ("input '%1$s/*.log': no file matches '*.log' in %1$s (to read all files"
                                        + " below a folder, name the folder)")
                                .formatted(folder));
    }

    @Test
    void shouldRefuseAFolderWithoutFiles() throws IOException {
        create("a.tmp");

        assertThatThrownBy(() -> RequestFiles.of(List.of(folder.toString())).build())
                .isInstanceOf(InputFilesException.class)
                .hasMessage(
                        ("input '%1$s': no files in folder %1$s (names that begin with '.' or '_' or"
                                        + " end in .tmp, .part, .inprogress or .crdownload do not count)")
                                .formatted(folder));
    }

    @Test
    void shouldWaitForFilesInAFollowedFolder() {
        var files = RequestFiles.of(List.of(folder.toString(), folder + "/*.log"));

        assertThat(files.follow(Duration.ofSeconds(1)).build()).isNotNull();
    }

    @Test
    void shouldRefuseAFileThatMayNotBeRead() throws IOException {
        Path file = create("secret.log");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read every file");

        assertThatThrownBy(() -> RequestFiles.of(List.of(file.toString())).build())
                .isInstanceOf(InputFilesException.class)
                .hasMessage(
                        "input '%1$s': user '%2$s' may not read %1$s: change its permissions"
                                .formatted(file, System.getProperty("user.name")));
    }

    @Test
    void shouldRefuseAFolderThatMayNotBeListed() throws IOException {
        Path closed = create("closed/a.log").getParent();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(closed), "this user may read every folder");

            assertThatThrownBy(() -> RequestFiles.of(List.of(folder.toString())).build())
                    .isInstanceOf(InputFilesException.class)
                    .hasMessage(
                            "input '%s': user '%s' may not read %s: change its permissions"
                                    .formatted(folder, System.getProperty("user.name"), closed));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void shouldRefuseStorageThatIsNotMounted() {
        assertThatThrownBy(() -> RequestFiles.of(List.of("s3://bucket/logs")))
                .isInstanceOf(InputFilesException.class)
                .hasMessage(
                        "input 's3://bucket/logs': only paths and file: URIs can be read: mount the"
                                + " storage, or copy the files first");
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        assertThatThrownBy(() -> RequestFiles.of(List.of("/dev/null")))
                .isInstanceOf(InputFilesException.class)
                .hasMessage(
                        "input '/dev/null': '/dev/null' is neither a file nor a folder: copy its"
                                + " content to a file");
    }

    @Test
    void shouldRefuseBlankAndNoInputs() {
        assertThatThrownBy(() -> RequestFiles.of(List.of(" ")))
                .hasMessage(
                        "an input is blank: name a file, a folder or a glob such as 'logs/*.log'");
        assertThatThrownBy(() -> RequestFiles.of(List.of()))
                .hasMessage("no input: name a file, a folder or a glob such as 'logs/*.log'");
    }

    @Test
    void shouldRefuseABrokenGlob() {
        assertThatThrownBy(() -> RequestFiles.of(List.of(folder + "/{a")))
                .isInstanceOf(InputFilesException.class)
                .hasMessage("input '%s/{a': not a glob: Missing '}".formatted(folder));
    }

    @Test
    void shouldRefuseLimitsThatCannotBe() {
        var files = RequestFiles.of(List.of(folder.toString()));

        assertThatThrownBy(() -> files.maxRecordBytes(0))
                .hasMessage("maxRecordBytes must be between 1 and 1073741824, not 0");
        assertThatThrownBy(() -> files.splitBytes(0))
                .hasMessage("splitBytes must be at least 1, not 0");
        assertThatThrownBy(() -> files.follow(Duration.ZERO))
                .hasMessage("follow needs an interval of at least 1 ms, not PT0S");
    }

    @Test
    void shouldNotReadFoldersBelowTheInputThatAreLeftOut() throws IOException {
        Path file = create("in/a.log");
        create("data/datasets/spam/executions/part-1.jsonl");
        List<Path> data = List.of(folder.resolve("data"));

        assertThat(InputFiles.of(folder.toString()).except(data).list()).containsExactly(file);
        assertThat(InputFiles.of(folder + "/**").except(data).list()).containsExactly(file);
        assertThat(InputFiles.of(folder.toString()).neverFrom(data).list()).containsExactly(file);
    }

    @Test
    void shouldNotReadWhatIsLeftOutThroughALinkEither() throws IOException {
        Path file = create("in/a.log");
        create("data/datasets/part-1.jsonl");
        Path link =
                Files.createSymbolicLink(folder.resolve("in/x"), folder.resolve("data/datasets"));
        Path linkedData = Files.createSymbolicLink(folder.resolve("d"), folder.resolve("data"));
        InputFiles input = InputFiles.of(folder.resolve("in").toString());

        assertThat(input.list()).containsExactly(file, link.resolve("part-1.jsonl"));
        assertThat(input.except(List.of(linkedData)).list()).containsExactly(file);
    }

    @Test
    void shouldLeaveOutAFolderThatIsCreatedLater() throws IOException {
        Path file = create("in/a.log");
        var input = InputFiles.of(folder.toString()).except(List.of(folder.resolve("data")));

        create("data/events/part-1.jsonl");

        assertThat(input.list()).containsExactly(file);
    }

    @Test
    void shouldReadWhatIsNamedInsideAFolderThatIsLeftOut() throws IOException {
        Path file = create("data/events/part-1.jsonl");
        List<Path> data = List.of(folder.resolve("data"));

        assertThat(InputFiles.of(folder + "/data/events").except(data).list())
                .containsExactly(file);
        assertThat(InputFiles.of(file.toString()).except(data).list()).containsExactly(file);
        assertThat(InputFiles.of(folder + "/data/*/*.jsonl").except(data).list())
                .containsExactly(file);
    }

    @Test
    void shouldRefuseAllOfAFolderThatIsLeftOut() throws IOException {
        Path data = create("data/events/part-1.jsonl").getParent().getParent();

        assertThatThrownBy(() -> RequestFiles.of(List.of(data.toString())).except(List.of(data)))
                .isInstanceOf(InputFilesException.class)
                .hasMessage(
                        ("input '%1$s': is the folder %1$s, which this run writes to: name a folder"
                                        + " inside it, or keep the input elsewhere")
                                .formatted(data));
        assertThatThrownBy(() -> RequestFiles.of(List.of(data + "/**")).except(List.of(data)))
                .isInstanceOf(InputFilesException.class);
    }

    @Test
    void shouldRefuseWhatTheJobItselfWrites() throws IOException {
        Path part = create("out/date=2026-01-31/part-1.jsonl");
        Path day = part.getParent();
        Path out = day.getParent();

        for (String input : List.of(out.toString(), day.toString(), day + "/*", part.toString())) {
            assertThatThrownBy(() -> RequestFiles.of(List.of(input)).neverFrom(List.of(out)))
                    .isInstanceOf(InputFilesException.class)
                    .hasMessage(
                            ("input '%s': lies in %s, where this run writes, so it would read its"
                                            + " own output: name another input, or write to another"
                                            + " folder")
                                    .formatted(input, out));
        }
    }

    @Test
    void shouldReadAFileBesideWhichTheJobWrites() throws IOException {
        Path file = create("messages.jsonl");
        var input = InputFiles.of(file.toString()).neverFrom(List.of(folder));

        assertThat(input.list()).containsExactly(file);
    }

    private static List<Path> list(String input) throws IOException {
        return InputFiles.of(input).list();
    }

    private Path create(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "line\n");
    }
}
