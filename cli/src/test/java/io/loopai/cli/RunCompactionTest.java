package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.store.Compaction;
import io.loopai.store.Compaction.Settings;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging beside a run that writes, stops, is killed and goes on. */
class RunCompactionTest {

    private static final int RECORDS = 50;

    /** Even the youngest files: the harshest that a restored job can meet. */
    private static final Settings EVERYTHING = new Settings(128 << 20, 2, Duration.ZERO);

    @TempDir Path folder;

    @Test
    void shouldEndAFollowRunWithFewFilesAndEveryLineOnce() throws Exception {
        RunHarness harness = new RunHarness(folder);
        harness.deployNext();
        Process run = start(harness, 300);
        for (int file = 0; file < 60; file++) {
            harness.writeRequests(RECORDS);
            awaitEveryRecord(harness, run);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> hasMerged(harness) || !run.isAlive());
        stop(run);

        harness.shouldHaveAnsweredEveryRequestOnce();
        assertThat(filesOf(harness.data.executions("echo"))).hasSizeLessThanOrEqualTo(12);
        assertThat(filesOf(harness.data.results("echo"))).hasSizeLessThanOrEqualTo(12);
        assertThat(filesOf(harness.data.samples("echo"))).hasSizeLessThanOrEqualTo(12);

        Process next = start(harness, 300);
        harness.writeRequests(RECORDS);
        awaitEveryRecord(harness, next);
        stop(next);

        harness.shouldHaveAnsweredEveryRequestOnce();
    }

    @Test
    void shouldLoseAndRepeatNothingWhenFilesThatTheCheckpointListsWereMergedBeforeTheRestore()
            throws Exception {
        RunHarness harness = new RunHarness(folder);
        harness.deployNext();
        long listed = 0;
        for (int kill = 0; kill < 3; kill++) {
            Process run = start(harness, 0);
            for (int file = 0; file < 4; file++) {
                harness.writeRequests(RECORDS);
                awaitEveryRecord(harness, run);
            }
            if (kill % 2 == 1) {
                harness.writeRequests(RECORDS); // killed before, in the middle, or after
            }
            run.destroyForcibly().waitFor();

            List<String> committed = committedByFlink(harness);
            mergeEverything(harness);
            assertThat(committedByFlink(harness)).as("merged by now").isEmpty();
            String checkpoint = newestCheckpoint(harness);
            listed += committed.stream().filter(checkpoint::contains).count();
        }
        assertThat(listed)
                .as("files to commit in a checkpoint, merged before the restore")
                .isPositive();

        // Without new requests it could be stopped before it has even started.
        harness.writeRequests(RECORDS);
        Process last = start(harness, 0);
        awaitEveryRecord(harness, last);
        stop(last);

        harness.shouldHaveAnsweredEveryRequestOnce();
    }

    @Test
    void shouldMergeOnlyWhatWasWrittenSinceTheStart() throws IOException {
        RunHarness harness = new RunHarness(folder);
        Path before = write(harness.data.results("echo").resolve("date=2020-01-30"));
        Path since = write(harness.data.results("echo").resolve("date=2020-01-31"));
        Path validations = write(harness.data.validations("echo").resolve("date=2020-01-31"));
        Path output = write(folder.resolve("out"));
        Instant start = Instant.now();
        Files.setLastModifiedTime(before, FileTime.from(start.minusSeconds(60)));
        List<String> warnings = new ArrayList<>();

        new RunCompaction(harness.data, output, start, Duration.ofMinutes(1), warnings::add)
                .finish();

        assertThat(visible(before)).isEqualTo(9);
        assertThat(visible(since)).isEqualTo(1);
        assertThat(visible(validations)).as("no run writes them").isEqualTo(9);
        assertThat(visible(output)).isEqualTo(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldLeaveEverythingAsItIsWithoutAnInterval() throws IOException {
        DataDir data = DataDir.open(folder.resolve("data"));
        Path events = write(data.events().resolve("date=2020-01-31"));

        new RunCompaction(data, null, Instant.now(), Duration.ZERO, message -> {}).finish();

        assertThat(visible(events)).isEqualTo(9);
    }

    @Test
    void shouldWarnOnceOfWhatFailsAndGoOn() throws IOException {
        DataDir data = DataDir.open(folder.resolve("data"));
        Path events = write(data.events().resolve("date=2020-01-31"));
        Files.createDirectory(events.resolve(".merge.json"));
        List<String> warnings = new ArrayList<>();
        RunCompaction compaction =
                new RunCompaction(data, null, Instant.now(), Duration.ofMinutes(1), warnings::add);

        compaction.finish();
        compaction.finish();

        assertThat(warnings)
                .containsExactly(
                        events
                                + ": its files cannot be merged: Is a directory; no line is lost,"
                                + " the next merge goes on from here");
    }

    private static Path write(Path day) throws IOException {
        Files.createDirectories(day);
        for (int i = 0; i < 9; i++) {
            Files.writeString(day.resolve("part-" + UUID.randomUUID() + "-0.jsonl"), "{}\n");
        }
        return day;
    }

    private static int visible(Path day) throws IOException {
        try (var files = Files.list(day)) {
            return (int) files.filter(file -> file.toString().endsWith(".jsonl")).count();
        }
    }

    private static void awaitEveryRecord(RunHarness harness, Process run) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () ->
                                JsonLines.count(harness.data.executions("echo"))
                                                == harness.records()
                                        || !run.isAlive());
        assertThat(run.isAlive()).isTrue();
    }

    private static boolean hasMerged(RunHarness harness) {
        return JsonLines.days(harness.data.executions("echo")).stream()
                .anyMatch(day -> Files.exists(day.resolve(".merge.json")));
    }

    private static List<Path> filesOf(Path dataset) {
        return JsonLines.files(dataset);
    }

    /** The names of the executions' files that no merge has written. */
    private static List<String> committedByFlink(RunHarness harness) {
        return filesOf(harness.data.executions("echo")).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches("part-[0-9a-f-]{36}-\\d+\\.jsonl"))
                .toList();
    }

    /** The state is so small that all of it is in this one file, names as they are. */
    private static String newestCheckpoint(RunHarness harness) throws IOException {
        try (var files = Files.walk(harness.data.runs())) {
            Path newest =
                    files.filter(file -> file.endsWith("_metadata"))
                            .max(Comparator.comparing(RunState::modified))
                            .orElseThrow();
            return Files.readString(newest, StandardCharsets.ISO_8859_1);
        }
    }

    private static void mergeEverything(RunHarness harness) {
        Compaction compaction = new Compaction(harness.data.root(), EVERYTHING);
        harness.data.datasets().stream()
                .flatMap(dataset -> JsonLines.days(dataset).stream())
                .forEach(compaction::merge);
    }

    private void stop(Process run) throws Exception {
        run.destroy(); // as Ctrl-C does
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("stopping; the same command goes on from here")
                .doesNotContain("warning", "error");
    }

    private Process start(RunHarness harness, int compactionMillis) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.add("io.loopai.cli.Main");
        command.addAll(List.of("run", "--task", "echo", "--input", harness.inbox.toString()));
        command.addAll(List.of("--data-dir", harness.data.root().toString(), "--follow"));
        command.addAll(List.of("--parallelism", "2", "-D", "loopai.checkpoint_interval=200ms"));
        command.addAll(List.of("-D", "loopai.follow_interval=20ms"));
        command.addAll(List.of("-D", "loopai.compaction_interval=" + compactionMillis + "ms"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }
}
