package io.loopai.store;

import static io.loopai.store.PartFiles.OPEN;
import static io.loopai.store.PartFiles.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.store.Compaction.Outcome;
import io.loopai.store.Compaction.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionTest {

    private static final Settings SETTINGS = new Settings(10_000, 8, Duration.ZERO);

    @TempDir Path root;

    @Test
    void shouldCompressADayIntoFilesThatEveryGzipReads() throws IOException {
        PartFiles files = new PartFiles(root.resolve("executions"));
        files.add(OVER, 30, 700);
        files.write(OVER, "no line break");

        Outcome outcome = compaction(AtomicFiles.Faults.NONE).compress(files.day(OVER));

        assertThat(files.visible(OVER)).isEmpty();
        List<Path> compressed = JsonLines.files(files.dataset);
        assertThat(outcome.filesBefore()).isEqualTo(31);
        assertThat(outcome.filesAfter()).isEqualTo(compressed.size()).isEqualTo(3);
        assertThat(outcome.bytesWritten())
                .isEqualTo(compressed.stream().mapToLong(file -> file.toFile().length()).sum());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : compressed) {
            assertThat(file.getFileName().toString()).matches("part-[0-9a-f-]{36}\\.jsonl\\.gz");
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                in.transferTo(all);
            }
        }
        List<String> expected = new ArrayList<>(files.lines());
        expected.add("no line break");
        assertThat(all.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldCompressWhatComesLateAndLeaveTheRest() {
        PartFiles files = new PartFiles(root.resolve("executions"));
        files.add(OVER, 3, 100);
        Compaction compaction = compaction(AtomicFiles.Faults.NONE);
        compaction.compress(files.day(OVER));
        files.add(OVER, 1, 100);

        assertThat(compaction.compress(files.day(OVER)).filesAfter()).isEqualTo(2);
        assertThat(compaction.compress(files.day(OVER))).isEqualTo(new Outcome(2, 2, 0));
        assertThat(compaction.merge(files.day(OVER))).isEqualTo(new Outcome(2, 2, 0));
        assertThat(files.read()).isEqualTo(files.lines());
    }

    @Test
    void shouldShowEveryLineOnceAfterACrashAtAnyStep() {
        boolean crashed = true;
        for (int step = 0; crashed; step++) {
            PartFiles files = new PartFiles(root.resolve("crash-" + step));
            files.add(OVER, 10, 50);
            int[] left = {step};
            try {
                compaction(
                                (what, path) -> {
                                    if (left[0]-- == 0) {
                                        throw new Crash();
                                    }
                                })
                        .compress(files.day(OVER));
                crashed = false;
            } catch (Crash e) {
                assertThat(files.read()).as("before step %d", step).isEqualTo(files.lines());
            }

            compaction(AtomicFiles.Faults.NONE).compress(files.day(OVER));
            assertThat(files.read()).as("before step %d", step).isEqualTo(files.lines());
            assertThat(JsonLines.files(files.dataset)).hasSize(1);
        }
    }

    @Test
    void shouldShowEveryLineOnceToReadersBeforeEveryStep() {
        PartFiles files = new PartFiles(root.resolve("executions"));
        files.add(OPEN, 10, 50);
        List<Iterator<byte[]>> slow = new ArrayList<>();
        List<List<byte[]>> read = new ArrayList<>();
        AtomicFiles.Faults reading =
                (step, path) -> {
                    assertThat(files.read()).as(step + " " + path).isEqualTo(files.lines());
                    Iterator<byte[]> reader = JsonLines.lines(files.dataset).iterator();
                    read.add(new ArrayList<>(List.of(reader.next())));
                    slow.add(reader);
                };

        // What these readers have listed is merged first, and compressed then.
        compaction(reading).merge(files.day(OPEN));
        compaction(reading).compress(files.day(OPEN));

        assertThat(JsonLines.files(files.dataset)).hasSize(1);
        assertThat(slow).hasSizeGreaterThan(25);
        for (int i = 0; i < slow.size(); i++) {
            slow.get(i).forEachRemaining(read.get(i)::add);
            assertThat(
                            read.get(i).stream()
                                    .map(line -> new String(line, StandardCharsets.UTF_8))
                                    .sorted())
                    .isEqualTo(files.lines());
        }
    }

    @Test
    void shouldLeaveYoungFilesAlone() {
        PartFiles files = new PartFiles(root.resolve("executions"));
        files.add(OVER, 3, 100);
        Clock soon = Clock.fixed(Instant.now().plusSeconds(50), ZoneOffset.UTC);
        Settings settings = SETTINGS.withGrace(Duration.ofMinutes(1));

        new Compaction(root, settings, soon, AtomicFiles.Faults.NONE).compress(files.day(OVER));

        assertThat(files.visible(OVER)).hasSize(3);
    }

    @Test
    void shouldReadWhatMergesWithoutCompressionHaveLeft() throws IOException {
        PartFiles files = new PartFiles(root.resolve("executions"));
        files.add(OPEN, 8, 100);
        Path day = files.day(OPEN);
        compaction(AtomicFiles.Faults.NONE).merge(day);
        try (Stream<Path> hidden = Files.list(day)) {
            for (Path file : hidden.filter(each -> each.toString().endsWith(".json")).toList()) {
                String old = Files.readString(file).replace("\"gzip\":false,", "");
                Files.writeString(file, old);
            }
        }

        compaction(AtomicFiles.Faults.NONE).compress(day);

        assertThat(files.read()).isEqualTo(files.lines());
    }

    private Compaction compaction(AtomicFiles.Faults faults) {
        return new Compaction(root, SETTINGS, Clock.systemUTC(), faults);
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
