package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelShiftTest {

    @Test
    void shouldBeTheShareOfRecordsThatMoved() {
        assertThat(distance(Map.of("ham", 90L, "spam", 10L), Map.of("ham", 7L, "spam", 3L)))
                .isCloseTo(0.2, within(1e-12));
        assertThat(distance(Map.of("a", 5L), Map.of("b", 7L))).isEqualTo(1);
        assertThat(distance(Map.of("a", 5L), Map.of("a", 7L))).isEqualTo(0);
        assertThat(distance(Map.of("a", 5L), Map.of())).isEqualTo(0);
    }

    @Property(tries = 200)
    void shouldBeSymmetricAndAtMostOne(
            @ForAll Map<@IntRange(max = 5) Integer, @IntRange(max = 100) Integer> one,
            @ForAll Map<@IntRange(max = 5) Integer, @IntRange(max = 100) Integer> other) {
        double distance = distance(counts(one), counts(other));

        assertThat(distance).isBetween(0.0, 1.0);
        assertThat(distance(counts(other), counts(one))).isCloseTo(distance, within(1e-12));
    }

    /** Two labels: (√2/2 + √log(10⁴))² / 0.1² = 1400.3. */
    @ParameterizedTest
    @CsvSource({"1, 922", "2, 1401", "7, 2273", "150, 13611"})
    void shouldSayHowManyRecordsItTakes(int labels, long records) {
        assertThat(LabelShift.recordsNeeded(labels)).isEqualTo(records);
        assertThat(LabelShift.noise(labels, records, records))
                .isLessThanOrEqualTo(LabelShift.ALARM);
        assertThat(LabelShift.noise(labels, records - 1, records - 1))
                .isGreaterThan(LabelShift.ALARM);
    }

    @Test
    void shouldStaySilentUntilThereAreEnoughRecords() {
        assertThat(LabelShift.alarm(Map.of("a", 1_300L), Map.of("b", 1_300L))).isFalse();
        assertThat(LabelShift.alarm(Map.of("a", 1_500L), Map.of("b", 1_500L))).isTrue();
        assertThat(LabelShift.alarm(Map.of("a", 1_500L), Map.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2", "10", "150"})
    void shouldNeverFireOnEqualDistributions(int labels) {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 50; run++) {
            long records = LabelShift.recordsNeeded(labels);
            assertThat(
                            LabelShift.alarm(
                                    sample(labels, records, random),
                                    sample(labels, records, random)))
                    .isFalse();
        }
    }

    @Test
    void shouldNameWhatWasNeverThere() {
        assertThat(LabelShift.unseen(Set.of("ham", "spam"), Set.of("spam", "scam", "joke")))
                .containsExactly("joke", "scam");
    }

    private static double distance(Map<String, Long> before, Map<String, Long> now) {
        return LabelShift.distance(before, now);
    }

    private static Map<String, Long> counts(Map<Integer, Integer> numbers) {
        Map<String, Long> counts = new HashMap<>();
        numbers.forEach((label, count) -> counts.put("l" + label, (long) count));
        return counts;
    }

    private static Map<String, Long> sample(int labels, long records, SplittableRandom random) {
        Map<String, Long> counts = new HashMap<>();
        for (long i = 0; i < records; i++) {
            counts.merge("l" + random.nextInt(labels), 1L, Long::sum);
        }
        return counts;
    }
}
