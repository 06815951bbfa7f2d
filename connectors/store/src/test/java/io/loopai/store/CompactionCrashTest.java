package io.loopai.store;

import static io.loopai.store.PartFiles.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.store.Compaction.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops a merge before each of its steps, and looks at what readers see. */
class CompactionCrashTest {

    private static final Settings SETTINGS = new Settings(100_000, 8, Duration.ZERO);

    @TempDir Path root;

    @ParameterizedTest(name = "writing goes on: {0}")
    @ValueSource(booleans = {false, true})
    void shouldShowEveryLineOnceAfterACrashAndGoOn(boolean writing) {
        Set<Integer> left = new TreeSet<>();
        int steps = 0;
        for (boolean crashed = true; crashed; steps++) {
            PartFiles files = new PartFiles(root.resolve("crash-" + steps));
            files.add(OPEN, 10, 50);
            crashed = !completes(files, steps);
            left.add(files.visible(OPEN).size());

            assertThat(files.read()).as("before step %d", steps).isEqualTo(files.lines());
            if (writing) {
                files.add(OPEN, 1, 50);
                assertThat(files.read()).as("before step %d", steps).isEqualTo(files.lines());
            }

            new Compaction(root, SETTINGS).merge(files.day(OPEN));
            assertThat(files.read()).as("before step %d", steps).isEqualTo(files.lines());
            assertThat(files.visible(OPEN)).hasSizeLessThanOrEqualTo(writing ? 2 : 1);
            assertThat(files.hidden(OPEN))
                    .hasSize(2)
                    .allMatch(name -> name.matches("\\.merge(-[0-9a-f-]{36})?\\.json"));
        }
        assertThat(left)
                .as("files after a crash")
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void shouldShowEveryLineOnceWhenTheRepairCrashesToo() {
        for (int steps = 0; steps < 30; steps++) {
            for (int repair = 0; repair < 12; repair++) {
                PartFiles files = new PartFiles(root.resolve("crash-" + steps + "-" + repair));
                files.add(OPEN, 8, 20);
                completes(files, steps);
                completes(files, repair);

                assertThat(files.read())
                        .as("before step %d and %d", steps, repair)
                        .isEqualTo(files.lines());
                new Compaction(root, SETTINGS).merge(files.day(OPEN));
                assertThat(files.read()).isEqualTo(files.lines());
                assertThat(files.visible(OPEN)).hasSize(1);
            }
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
                    // This one has listed the files, and opens them when the merge is long over.
                    Iterator<byte[]> reader = JsonLines.lines(files.dataset).iterator();
                    read.add(new ArrayList<>(List.of(reader.next())));
                    slow.add(reader);
                };

        new Compaction(root, SETTINGS, Clock.systemUTC(), reading).merge(files.day(OPEN));

        assertThat(slow).hasSizeGreaterThan(15);
        for (int i = 0; i < slow.size(); i++) {
            slow.get(i).forEachRemaining(read.get(i)::add);
            assertThat(
                            read.get(i).stream()
                                    .map(line -> new String(line, StandardCharsets.UTF_8))
                                    .sorted())
                    .isEqualTo(files.lines());
        }
    }

    /** What {@link Compaction} tells others to expect: lines twice while originals are deleted. */
    @Test
    void shouldShowLinesTwiceToOtherReadersOnlyWhileOriginalsAreDeleted() {
        PartFiles files = new PartFiles(root.resolve("executions"));
        files.add(OPEN, 8, 50);
        List<String> twice = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        AtomicFiles.Faults listing =
                (step, path) -> {
                    String what = step + (Files.isDirectory(path) ? " folder" : "");
                    steps.add(what);
                    if (linesInVisible(files).size() > files.lines().size()) {
                        twice.add(what);
                    }
                    assertThat(linesInVisible(files)).containsAll(files.lines());
                };

        new Compaction(root, SETTINGS, Clock.systemUTC(), listing).merge(files.day(OPEN));

        List<String> window = new ArrayList<>(List.of("force folder"));
        for (int i = 0; i < 8; i++) {
            window.add("delete");
        }
        assertThat(twice).isEqualTo(window);
        assertThat(linesInVisible(files)).isEqualTo(files.lines());
    }

    private static List<String> linesInVisible(PartFiles files) {
        List<String> lines = new ArrayList<>();
        for (Path file : files.visible(OPEN)) {
            if (!file.getFileName().toString().startsWith(".")) {
                try (Stream<String> each = Files.lines(file)) {
                    each.forEach(lines::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        lines.sort(null);
        return lines;
    }

    /** Merges until so many steps are done; whether it came to its end. */
    private boolean completes(PartFiles files, int steps) {
        int[] left = {steps};
        AtomicFiles.Faults crash =
                (step, path) -> {
                    if (left[0]-- == 0) {
                        if (step.equals("force") && Files.isRegularFile(path)) {
                            tear(path);
                        }
                        throw new Crash();
                    }
                };
        try {
            new Compaction(root, SETTINGS, Clock.systemUTC(), crash).merge(files.day(OPEN));
            return true;
        } catch (Crash e) {
            return false;
        }
    }

    /** What was not forced to the disk may be there in part. */
    private static void tear(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
