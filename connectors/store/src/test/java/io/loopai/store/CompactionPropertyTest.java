package io.loopai.store;

import static io.loopai.store.PartFiles.OPEN;
import static io.loopai.store.PartFiles.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.store.Compaction.Outcome;
import io.loopai.store.Compaction.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class CompactionPropertyTest {

    private static final int TARGET = 4_096;
    private static final Settings SETTINGS = new Settings(TARGET, 8, Duration.ZERO);

    @Property(tries = 100)
    void shouldKeepEveryLineAndEndWithFewFiles(
            @ForAll("rounds") List<List<Integer>> rounds, @ForAll boolean over) throws IOException {
        Path root = Files.createTempDirectory("compaction");
        try {
            PartFiles files = new PartFiles(root.resolve("executions"));
            String day = over ? OVER : OPEN;
            Files.createDirectories(files.day(day));
            for (List<Integer> sizes : rounds) {
                sizes.forEach(size -> files.add(day, size));
                Compaction compaction = new Compaction(root, SETTINGS);
                Outcome outcome = compaction.merge(files.day(day));

                assertThat(files.read()).isEqualTo(files.lines());
                assertThat(outcome.filesAfter()).isEqualTo(files.visible(day).size());
                List<Long> small =
                        files.sizes(day).stream().filter(size -> size < TARGET / 2).toList();
                // Open: after seven of any size each is larger than all before it together.
                assertThat(small).hasSizeLessThanOrEqualTo(over ? 1 : 7 + 12);
                assertThat(compaction.merge(files.day(day)).bytesWritten()).as("again").isZero();
            }
        } finally {
            delete(root);
        }
    }

    /** Sizes of the files that come before each merge. */
    @Provide
    Arbitrary<List<List<Integer>>> rounds() {
        Arbitrary<Integer> size =
                Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.integers().between(10, 200)),
                        Tuple.of(2, Arbitraries.integers().between(10, TARGET / 2)),
                        Tuple.of(1, Arbitraries.integers().between(TARGET / 2, 6_000)),
                        Tuple.of(1, Arbitraries.just(0)));
        return size.list().ofMaxSize(30).list().ofMinSize(1).ofMaxSize(5);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
