package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopai.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small disk in memory stands for one that is full. */
class FullDiskTest {

    @TempDir private Path folder;
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mountDisk() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
        assumeTrue(mounted, "skipped: mounting a disk in memory is not permitted here");
    }

    @AfterEach
    void unmountDisk() throws Exception {
        if (mounted) {
            assertThat(succeeds("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void shouldSayThatTheDiskIsFullAndFinishOnceThereIsSpace() throws Exception {
        RunHarness harness = new RunHarness(disk);
        harness.deployNext();
        Path requests = folder.resolve("requests.jsonl");
        Files.move(harness.writeRequests(50_000), requests);

        Outcome full = run(harness, requests);

        assertThat(full.withoutProgress())
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: no space left in "
                                        + harness.data.root()
                                        + ": free some space, then give the same command again; it"
                                        + " goes on from the last checkpoint, and no line is lost"
                                        + " or repeated\n"));

        remount("size=64m");
        Outcome finished = run(harness, requests);

        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(finished.out())
                .contains("\"records_in\":50000,\"results\":50000,\"dead_letters\":0");
        harness.shouldHaveAnsweredEveryRequestOnce();
    }

    @Test
    void shouldSayThatTheDataFolderCannotBeWritten() throws Exception {
        RunHarness harness = new RunHarness(disk);
        harness.deployNext();
        Path requests = harness.writeRequests(1);
        remount("ro");

        assertThat(run(harness, requests).withoutProgress())
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + harness.data.root()
                                        + ": cannot be written: Read-only file system; check its"
                                        + " owner, its permissions and the free space, or name"
                                        + " another folder for the data\n"));
    }

    private static Outcome run(RunHarness harness, Path requests) {
        return Shell.run(
                "run",
                "--task",
                "echo",
                "--input",
                requests,
                "--data-dir",
                harness.data,
                "--parallelism",
                2,
                "--json",
                "-D",
                "loopai.checkpoint_interval=50ms");
    }

    private void remount(String options) throws Exception {
        assertThat(succeeds("mount", "-o", "remount," + options, disk.toString())).isTrue();
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
