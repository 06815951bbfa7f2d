package io.loopai.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.generator.LabelledRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PromptHalfTest {

    @Test
    void shouldTakeAboutHalfOfEachLabel() {
        List<LabelledRow> half = PromptHalf.of(Tasks.rows(500));

        assertThat(half.stream().filter(row -> row.output().asText().equals("pear")).count())
                .isBetween(200L, 300L);
        assertThat(half).hasSizeBetween(430, 570);
    }

    @Test
    void shouldTakeTheSameRowsWhenThereAreMore() {
        List<LabelledRow> few = Tasks.rows(100);

        assertThat(PromptHalf.of(Tasks.rows(200)).stream().filter(few::contains))
                .containsExactlyInAnyOrderElementsOf(PromptHalf.of(few));
    }

    @Test
    void shouldKeepNearDuplicatesTogetherWhateverTheirIds() {
        List<LabelledRow> rows = Tasks.dozens(20);
        Map<String, Long> sizes =
                PromptHalf.of(rows).stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.id().replaceAll(" \\d+", ""),
                                        Collectors.counting()));
        List<LabelledRow> renamed =
                rows.stream()
                        .map(row -> new LabelledRow("new " + row.id(), row.input(), row.output()))
                        .toList();

        assertThat(sizes).hasSizeBetween(10, 30);
        assertThat(sizes.values()).containsOnly(12L);
        assertThat(PromptHalf.of(renamed))
                .extracting(LabelledRow::input)
                .isEqualTo(PromptHalf.of(rows).stream().map(LabelledRow::input).toList());
    }

    @Test
    void shouldTakeOneOfALabelOfWhichTheHashTakesNone() {
        List<LabelledRow> rows = new ArrayList<>();
        for (LabelledRow row : Tasks.rows(50)) {
            if (!PromptHalf.of(Tasks.rows(50)).contains(row) && rows.size() < 3) {
                rows.add(new LabelledRow(row.id(), row.input(), Tasks.row("", "fig").output()));
            }
        }

        assertThat(PromptHalf.of(rows)).hasSize(1);
    }
}
