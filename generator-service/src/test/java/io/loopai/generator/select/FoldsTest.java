package io.loopai.generator.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    @Test
    void shouldKeepNearDuplicatesInOneFold() {
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String word = "word" + (char) ('a' + i / 4) + (char) ('a' + i / 8);
            rows.add(Rows.of("Order " + i + ": " + word + (i % 2 == 0 ? "!" : ""), "x"));
        }
        Folds folds = Folds.of(rows, 5, 1);

        for (int fold = 0; fold < 5; fold++) {
            for (int row : folds.in(fold)) {
                assertThat(Arrays.stream(folds.outside(fold)).map(i -> folds.groups()[i]))
                        .doesNotContain(folds.groups()[row]);
            }
        }
        assertThat(Arrays.stream(folds.groups()).distinct().count()).isEqualTo(10);
    }

    @Test
    void shouldDealEveryLabelEvenly() {
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String word = "" + (char) ('a' + i / 10) + (char) ('a' + i % 10);
            rows.add(Rows.of(word, i < 10 ? "rare" : "common"));
        }
        Folds folds = Folds.of(rows, 5, 1);

        for (int fold = 0; fold < 5; fold++) {
            Map<String, Long> labels =
                    IntStream.of(folds.in(fold))
                            .mapToObj(i -> rows.get(i).output().textValue())
                            .collect(Collectors.groupingBy(any -> any, Collectors.counting()));
            assertThat(labels).containsOnly(Map.entry("rare", 2L), Map.entry("common", 18L));
        }
    }

    @Test
    void shouldSayWhenThereIsTooLittleToMeasure() {
        assertThat(Folds.areEnough(different(5, "x", "y"))).isTrue();
        assertThat(Folds.areEnough(different(4, "x", "y"))).isFalse();
        assertThat(Folds.areEnough(different(9, "x"))).isFalse();
        List<LabelledRow> copies = new ArrayList<>(different(1, "x", "y"));
        for (int i = 0; i < 5; i++) {
            copies.addAll(different(1, "x", "y"));
        }
        assertThat(Folds.areEnough(copies)).isFalse();
    }

    private static List<LabelledRow> different(int count, String... labels) {
        List<LabelledRow> rows = new ArrayList<>();
        for (String label : labels) {
            for (int i = 0; i < count; i++) {
                rows.add(Rows.of("" + (char) ('a' + i) + label, label));
            }
        }
        return rows;
    }
}
