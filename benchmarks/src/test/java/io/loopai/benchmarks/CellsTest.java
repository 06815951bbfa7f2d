package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellsTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("cells.jsonl");
    }

    @Test
    void shouldNotMeasureAgainWhatStandsInTheFile() {
        Cells.open(file).measure(key(1), () -> Map.of("accuracy", 0.7));
        Cells later = Cells.open(file);
        later.measure(key(1), () -> Map.of("accuracy", 0.1));
        later.measure(key(2), () -> Map.of("accuracy", 0.8));

        assertThat(file).content().hasLineCount(2);
        assertThat(Cells.open(file).means("few", "set", "5").get("accuracy"))
                .isCloseTo(0.75, within(1e-12));
    }

    @Test
    void shouldMeasureAgainWhatWasNotWrittenToTheEnd() throws IOException {
        Cells.open(file).measure(key(1), () -> Map.of("accuracy", 0.7));
        Files.writeString(file, "{\"key\":{\"kind\":\"few\",\"se", StandardOpenOption.APPEND);
        Cells later = Cells.open(file);
        later.measure(key(2), () -> Map.of("accuracy", 0.8));

        assertThat(Cells.open(file).seeds("few", "set", "5"))
                .extracting(cell -> cell.key().seed())
                .containsExactly(1L, 2L);
    }

    @Test
    void shouldBeginAnewWhenTheVeryFirstLineIsUnfinished() throws IOException {
        Files.writeString(file, "{\"key\"");

        assertThat(Cells.open(file).sets()).isEmpty();
        assertThat(file).isEmptyFile();
    }

    @Test
    void shouldReportAFailureAndGoOn() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Cells cells = Cells.open(file);
        try {
            cells.measure(
                    key(1),
                    () -> {
                        throw new IllegalStateException("for the test");
                    });
            cells.measure(key(2), () -> Map.of("accuracy", 0.8));
        } finally {
            System.setErr(before);
        }

        assertThat(cells.failures()).isEqualTo(1);
        assertThat(Cells.open(file).seeds("few", "set", "5"))
                .extracting(Cell::values)
                .containsExactly(Map.of("accuracy", 0.8));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("few set, 5, seed 1: FAILED")
                .contains("for the test")
                .contains("few set, 5, seed 2: accuracy 0.8000, ");
    }

    @Test
    void shouldTakeMeansOverTheSeedsThatHaveAValue() {
        Cells cells = Cells.open(null);
        cells.measure(key(1), () -> Map.of("accuracy", 0.6, "estimate", 0.5));
        cells.measure(key(2), () -> Map.of("accuracy", 0.8));
        cells.measure(new Cell.Key("few", "set", "20", 1), () -> Map.of("accuracy", 0.0));

        Map<String, Double> means = cells.means("few", "set", "5");
        assertThat(means.get("accuracy")).isCloseTo(0.7, within(1e-12));
        assertThat(means.get("estimate")).isEqualTo(0.5);
        assertThat(means.get("seeds")).isEqualTo(2);
        assertThat(cells.means("few", "other", "5")).isEmpty();
    }

    private static Cell.Key key(long seed) {
        return new Cell.Key("few", "set", "5", seed);
    }
}
