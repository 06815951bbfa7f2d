package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EvennessTest {

    @Test
    void shouldTakeAnswersThatNeverComeForRare() {
        Map<JsonNode, Long> counts = Map.of(new TextNode("ham"), 88L, new TextNode("spam"), 12L);
        TaskSpec listed = task("output_schema: {type: string, enum: [ham, spam, other]}");
        TaskSpec given =
                task("output_schema: {type: string}\nexamples: [{input: {}, output: other}]");

        for (TaskSpec task : List.of(listed, given)) {
            assertThat(Evenness.of(task, counts)).isEqualTo(Evenness.of(List.of(88L, 12L, 0L)));
        }
        assertThat(Evenness.of(task("output_schema: {type: string}"), counts))
                .isEqualTo(Evenness.of(List.of(88L, 12L)));
    }

    private static TaskSpec task(String more) {
        return TaskFile.parse("id: t\ninput_schema: {type: object}\n" + more, "the task");
    }

    @Test
    void shouldTellHowEvenlyRecordsAreSpread() {
        assertThat(Evenness.of(List.of(50L, 50L))).isEqualTo(1);
        assertThat(Evenness.of(List.of(88L, 12L))).isCloseTo(0.346, within(0.001));
        assertThat(Evenness.of(List.of(88L, 12L, 0L))).isCloseTo(0.218, within(0.001));
        assertThat(Evenness.of(List.of(64L, 36L))).isCloseTo(0.904, within(0.001));
        assertThat(Evenness.of(List.of(20L, 0L))).isZero();
        assertThat(Evenness.of(List.of(20L))).isZero();
    }

    @Test
    void shouldTakeAnswersForEvenOfWhichNothingIsKnown() {
        assertThat(Evenness.of(List.of())).isEqualTo(1);
        assertThat(Evenness.of(List.of(1L))).isEqualTo(1);
        assertThat(Evenness.of(List.of(1L, 1L, 1L, 0L))).isEqualTo(1);
    }

    /** As they would look if every answer that did not come counted as one that is rare. */
    @Test
    void shouldNotTakeFewLabelsOfManyAnswersForUneven() {
        SplittableRandom random = new SplittableRandom(1);
        int uneven = 0;
        for (int run = 0; run < 1_000; run++) {
            long[] counts = new long[77];
            for (int i = 0; i < 40; i++) {
                counts[random.nextInt(counts.length)]++;
            }
            List<Long> each = new ArrayList<>();
            for (long count : counts) {
                each.add(count);
            }
            uneven += Evenness.of(each) < SamplingPlan.EVEN ? 1 : 0;
        }
        assertThat(uneven).isLessThan(50);
    }

    @Property
    void shouldBeAShareThatNoOrderChanges(
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 1_000) Long> counts) {
        List<Long> reversed = new ArrayList<>(counts);
        Collections.reverse(reversed);

        assertThat(Evenness.of(counts))
                .isBetween(0.0, 1.0)
                .isCloseTo(Evenness.of(reversed), within(1e-12));
    }
}
