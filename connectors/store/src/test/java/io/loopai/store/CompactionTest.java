package io.loopai.store;

import static io.loopai.store.PartFiles.NOON;
import static io.loopai.store.PartFiles.OPEN;
import static io.loopai.store.PartFiles.OVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.store.Compaction.Outcome;
import io.loopai.store.Compaction.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

    private static final Settings SETTINGS = new Settings(10_000, 8, Duration.ZERO);

    @TempDir Path root;
    private PartFiles files;

    @BeforeEach
    void start() {
        files = new PartFiles(root.resolve("executions"));
    }

    @Test
    void shouldMergeSmallFilesIntoOneInTheOrderInWhichTheyWereWritten() throws IOException {
        files.add(OPEN, 12, 100);

        Outcome outcome = merge(OPEN);

        assertThat(outcome).isEqualTo(new Outcome(12, 1, 1_200));
        Path merged = files.visible(OPEN).get(0);
        assertThat(merged.getFileName().toString()).matches("part-[0-9a-f-]{36}\\.jsonl");
        assertThat(Files.readAllLines(merged)).isEqualTo(files.lines());
        assertThat(Files.getLastModifiedTime(merged).toInstant()).isEqualTo(NOON.plusSeconds(11));
    }

    @Test
    void shouldEndAlthoughAJobWritesFasterThanItMerges() {
        files.add(OPEN, 8, 100);
        int[] added = {0};
        AtomicFiles.Faults fastJob =
                (step, path) -> {
                    // Bounded, so that this test fails instead of going on for ever.
                    if (step.equals("write") && added[0] < 800) {
                        files.add(OPEN, 8, 100);
                        added[0] += 8;
                    }
                };
        Compaction compaction = new Compaction(root, SETTINGS, Clock.systemUTC(), fastJob);

        Outcome outcome = compaction.merge(files.day(OPEN));

        assertThat(added[0]).isPositive().isLessThan(800);
        assertThat(outcome).isEqualTo(new Outcome(8, 1, 800));
        assertThat(files.visible(OPEN))
                .as("what came meanwhile is for next time")
                .hasSize(1 + added[0]);
        assertThat(files.read()).isEqualTo(files.lines());
    }

    @Test
    void shouldLeaveLargeFilesAndFewSmallOnesAlone() {
        files.add(OPEN, 9, 5_000);
        files.add(OPEN, 7, 100);
        List<Path> before = files.visible(OPEN);

        assertThat(merge(OPEN)).isEqualTo(new Outcome(16, 16, 0));
        assertThat(files.visible(OPEN)).isEqualTo(before);
    }

    @Test
    void shouldFillFilesUpToTheTargetOnADayThatIsOver() {
        files.add(OVER, 5, 3_000);
        files.add(OVER, 2, 700);

        assertThat(merge(OVER)).isEqualTo(new Outcome(7, 2, 16_400));
        assertThat(files.sizes(OVER)).containsExactly(7_400L, 9_000L);
        assertThat(merge(OVER)).as("again").isEqualTo(new Outcome(2, 2, 0));
        assertThat(files.read()).isEqualTo(files.lines());
    }

    @Test
    void shouldKeepOneSmallFileOfADayThatIsOver() {
        files.add(OVER, 1, 100);

        assertThat(merge(OVER)).isEqualTo(new Outcome(1, 1, 0));
    }

    @Test
    void shouldMergeFewerFilesWhenTheyFillOne() {
        files.add(OPEN, 4, 2_400);

        assertThat(merge(OPEN)).isEqualTo(new Outcome(4, 1, 9_600));
    }

    @Test
    void shouldNotWriteALargerFileAgainForTheSakeOfFewBytes() {
        files.add(OPEN, 1, 4_000);
        files.add(OPEN, 8, 100);

        assertThat(merge(OPEN)).isEqualTo(new Outcome(9, 2, 800));
        assertThat(files.sizes(OPEN)).containsExactly(800L, 4_000L);
    }

    @Test
    void shouldWriteALineOnlyAsOftenAsItsFileDoubles() {
        Settings settings = new Settings(1 << 20, 8, Duration.ZERO);
        long written = 0;
        int most = 0;
        for (int minute = 0; minute < 500; minute++) {
            files.add(OPEN, 8, 1_000);
            written += compaction(settings).merge(files.day(OPEN)).bytesWritten();
            most = Math.max(most, files.visible(OPEN).size());
        }

        // From 8 KB, the size after the first merge, a file doubles six times to half of 1 MB.
        assertThat(written / (500.0 * 8_000)).isLessThanOrEqualTo(7);
        assertThat(most).isLessThanOrEqualTo(500 * 8_000 / (1 << 19) + 8 + 7);
    }

    @Test
    void shouldLeaveYoungFilesAlone() {
        files.add(OPEN, 8, 100);
        Settings settings = SETTINGS.withGrace(Duration.ofMinutes(1));
        // The files got their names just now, whatever time their last write had.
        Instant now = Instant.now();

        assertThat(compaction(settings, now.plusSeconds(50)).merge(files.day(OPEN)).filesAfter())
                .isEqualTo(8);
        assertThat(compaction(settings, now.plusSeconds(70)).merge(files.day(OPEN)).filesAfter())
                .isEqualTo(1);
    }

    @Test
    void shouldMergeOnlyWhatASinkHasWritten() throws IOException {
        Path day = Files.createDirectories(files.day(OVER));
        List<String> others =
                List.of(
                        ".part-0-0.jsonl.inprogress.1",
                        ".part-3f2b7c1e-9d41-4c52-8a8e-0a4f6f1f7d11-0.jsonl",
                        "_part-3f2b7c1e-9d41-4c52-8a8e-0a4f6f1f7d11-0.jsonl",
                        "part-3f2b7c1e-9d41-4c52-8a8e-0a4f6f1f7d11-0.jsonl.gz",
                        "labels.jsonl",
                        "part-1.jsonl");
        for (String other : others) {
            Files.writeString(day.resolve(other), "mine\n");
        }
        files.add(OVER, 3, 100);

        merge(OVER);

        for (String other : others) {
            assertThat(day.resolve(other)).hasContent("mine");
        }
        assertThat(files.visible(OVER)).hasSize(1 + 4);
    }

    @Test
    void shouldPutALineBreakAfterALastLineWithoutOne() {
        files.write(OVER, "{\"id\":1}");
        files.write(OVER, "");
        files.write(OVER, "{\"id\":2}\n{\"id\":3}");
        files.write(OVER, "{\"id\":4}\n");

        merge(OVER);

        assertThat(files.visible(OVER).get(0))
                .content()
                .isEqualTo("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n{\"id\":4}\n");
    }

    @Test
    void shouldMergeAFolderWithoutADay() {
        PartFiles results = new PartFiles(root);
        results.add("out", 8, 100);

        assertThat(compaction(SETTINGS).merge(root.resolve("out")))
                .isEqualTo(new Outcome(8, 1, 800));
        assertThat(compaction(SETTINGS).merge(root.resolve("missing")))
                .isEqualTo(new Outcome(0, 0, 0));
    }

    @Test
    void shouldGiveEveryLineToAReaderThatBeganBeforeItsFilesWereMergedTwice() {
        files.add(OPEN, 10, 50);
        List<String> read = new ArrayList<>();
        try (Stream<byte[]> lines = JsonLines.lines(files.dataset)) {
            Iterator<byte[]> reader = lines.iterator();
            read.add(new String(reader.next(), StandardCharsets.UTF_8));
            int before = files.lines().size();
            merge(OPEN);
            files.add(OPEN, 10, 50);
            merge(OPEN);
            assertThat(files.visible(OPEN)).hasSize(1);
            reader.forEachRemaining(line -> read.add(new String(line, StandardCharsets.UTF_8)));

            assertThat(read).containsExactlyInAnyOrderElementsOf(files.lines().subList(0, before));
        }
    }

    @Test
    void shouldSayWhichFileIsGoneWhenNoMergeTookIt() throws IOException {
        files.add(OPEN, 10, 50);
        merge(OPEN);
        Path deleted = files.add(OPEN, 50);
        try (Stream<byte[]> lines = JsonLines.lines(files.dataset)) {
            Iterator<byte[]> reader = lines.iterator();
            reader.next();
            Path current = files.visible(OPEN).get(0);
            Path next = files.visible(OPEN).get(1);
            Files.delete(next);

            assertThat(List.of(current, next)).contains(deleted);
            assertThatThrownBy(() -> reader.forEachRemaining(line -> {}))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .hasMessage(next + ": cannot be read: no such file");
        }
    }

    @Test
    void shouldForgetAfterADayWhatWentWhere() {
        files.add(OPEN, 8, 100);
        merge(OPEN);
        assertThat(files.hidden(OPEN)).hasSize(2).contains(".merge.json");

        Instant later = Instant.now().plus(Duration.ofDays(1)).plusSeconds(1);
        compaction(SETTINGS, later).merge(files.day(OPEN));

        assertThat(files.hidden(OPEN)).containsExactly(".merge.json");
        assertThat(files.read()).isEqualTo(files.lines());
    }

    @Test
    void shouldSayWhatCouldNotBeMerged() {
        files.add(OPEN, 8, 100);
        AtomicFiles.Faults full =
                (step, path) -> {
                    if (step.equals("write")) {
                        throw new FileSystemException(
                                path.toString(), null, "No space left on device");
                    }
                };
        Compaction compaction = new Compaction(root, SETTINGS, Clock.systemUTC(), full);

        assertThatThrownBy(() -> compaction.merge(files.day(OPEN)))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessage(
                        files.day(OPEN)
                                + ": its files cannot be merged: No space left on device; no line"
                                + " is lost, the next merge goes on from here");
        assertThat(files.read()).isEqualTo(files.lines());
    }

    @Test
    void shouldMergeMoreFilesThanOneMergeTakes() {
        IntStream.range(0, 1_050).forEach(i -> files.add(OPEN, 10));
        Settings settings = new Settings(1 << 20, 8, Duration.ZERO);

        assertThat(compaction(settings).merge(files.day(OPEN)))
                .isEqualTo(new Outcome(1_050, 2, 10_500));
        assertThat(files.read()).isEqualTo(files.lines());
    }

    private Outcome merge(String day) {
        return compaction(SETTINGS).merge(files.day(day));
    }

    private Compaction compaction(Settings settings) {
        return new Compaction(root, settings);
    }

    private Compaction compaction(Settings settings, Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Compaction(root, settings, clock, AtomicFiles.Faults.NONE);
    }
}
