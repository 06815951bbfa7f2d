package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.loopai.task.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerWatchTest {

    @Test
    void shouldCompareWindowsOfTheLatestAnswersWithTheFirst() {
        AnswerWatch watch = AnswerWatch.of(2).plus(counts(1_401, 100));
        assertThat(watch.alarm()).isFalse();

        AnswerWatch almost = watch.plus(counts(500, 900));
        assertThat(almost.alarm()).as("one is missing").isFalse();
        AnswerWatch full = almost.plus(counts(0, 1));

        assertThat(full.alarm()).isTrue();
        assertThat(full.distance()).isCloseTo(901 / 1_401.0 - 100 / 1_501.0, within(1e-9));
        assertThat(full.grown()).isEqualTo("b");
    }

    @Test
    void shouldBeginANewWindowWhenOneIsFull() {
        AnswerWatch watch = AnswerWatch.of(2).plus(counts(1_401, 0)).plus(counts(1_401, 0));
        assertThat(watch.isFull()).isTrue();
        assertThat(watch.alarm()).isFalse();

        AnswerWatch next = watch.plus(counts(0, 1_000));

        assertThat(next.latest()).isEqualTo(counts(0, 1_000));
        assertThat(next.alarm()).isFalse();
        assertThat(next.plus(counts(0, 401)).alarm()).isTrue();
    }

    /** Each run has 30 windows of a stream that stays the same, told in pieces of any size. */
    @ParameterizedTest
    @CsvSource({"2, 100", "10, 50", "77, 6", "150, 3"})
    void shouldStaySilentOnAStreamThatStaysTheSame(int labels, int runs) {
        SplittableRandom random = new SplittableRandom(20260131);
        for (int run = 0; run < runs; run++) {
            double skew = run % 3;
            AnswerWatch watch = AnswerWatch.of(labels);
            for (int looks = 0; looks < 30; ) {
                watch = watch.plus(drawn(labels, skew, 0, 1 + random.nextInt(400), random));
                looks += watch.isFull() ? 1 : 0;
                assertThat(watch.alarm()).as("run %d, look %d", run, looks).isFalse();
            }
        }
    }

    @Property(tries = 40)
    void shouldSeeAShiftWithinTwoWindows(
            @ForAll @IntRange(min = 2, max = 30) int labels,
            @ForAll @IntRange(min = 25, max = 100) int percent,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long window = LabelShift.recordsNeeded(labels);
        AnswerWatch watch = AnswerWatch.of(labels);
        for (long seen = 0; seen < 3 * window; seen += 100) {
            watch = watch.plus(drawn(labels, 0, 0, 100, random));
        }
        boolean seenShift = false;
        for (long seen = 0; seen < 2 * window + 200 && !seenShift; seen += 100) {
            watch = watch.plus(drawn(labels, 0, percent / 100.0 * 1.2, 100, random));
            seenShift = watch.alarm();
        }

        assertThat(seenShift).isTrue();
    }

    @Test
    void shouldSurviveBeingStored() {
        AnswerWatch watch = AnswerWatch.of(2).plus(counts(1_401, 3)).plus(counts(7, 8));

        assertThat(Json.read(Json.bytes(watch), AnswerWatch.class)).isEqualTo(watch);
    }

    @Test
    void shouldRequireThatSomethingCanBeAnswered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerWatch.of(0))
                .withMessage("at least one answer must be possible, but there are 0");
    }

    private static Map<String, Long> counts(long a, long b) {
        Map<String, Long> counts = new HashMap<>();
        counts.put("a", a);
        counts.put("b", b);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Label i has a share that falls with i^skew; a part of the records becomes the last label. */
    private static Map<String, Long> drawn(
            int labels, double skew, double moved, int records, SplittableRandom random) {
        double[] upTo = new double[labels];
        double sum = 0;
        for (int i = 0; i < labels; i++) {
            sum += Math.pow(i + 1, -skew);
            upTo[i] = sum;
        }
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < records; i++) {
            double at = random.nextDouble() * sum;
            int label = 0;
            while (upTo[label] < at) {
                label++;
            }
            label = random.nextDouble() < moved ? labels - 1 : label;
            counts.merge("l" + label, 1L, Long::sum);
        }
        return counts;
    }
}
