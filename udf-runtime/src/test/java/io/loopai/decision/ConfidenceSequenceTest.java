package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceSequenceTest {

    private static final double ALPHA = 0.05;

    /** Roots found independently, with SciPy's betaln and brentq. */
    @ParameterizedTest
    @CsvSource({
        "180, 200, 0.8121922307784429, 0.9571711141221997",
        "100, 200, 0.38059669431002735, 0.6194033056899727",
        "198, 200, 0.9444786728267132, 0.9998018455780393",
        "900, 1000, 0.8618164156483316, 0.9310985031382103",
        "9, 10, 0.4559913238931764, 0.9995343759256093"
    })
    void shouldFindTheEnds(int successes, int trials, double low, double high) {
        Interval interval = ConfidenceSequence.interval(successes, trials, ALPHA);

        assertThat(interval.low()).isCloseTo(low, within(1e-9));
        assertThat(interval.high()).isCloseTo(high, within(1e-9));
    }

    /** One success: B(3/2, 1/2) / B(1/2, 1/2) = 1/2, so p is excluded below 1/2 · 1/20. */
    @Test
    void shouldAgreeWithAHandComputation() {
        Interval interval = ConfidenceSequence.interval(1, 1, ALPHA);

        assertThat(interval.low()).isCloseTo(0.025, within(1e-12));
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(ConfidenceSequence.interval(0, 0, ALPHA)).isEqualTo(Interval.ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 120, 140, 160, 180, 190, 196, 199, 200})
    void shouldBeAtMostTwiceAsWideAsWilsonAt200Labels(int right) {
        assertThat(ConfidenceSequence.interval(right, 200, ALPHA).width())
                .isLessThan(2 * Wilson.interval(right, 200).width());
    }

    @Property(tries = 200)
    void shouldHoldTheShareAndMirrorSuccessesAndFailures(
            @ForAll @IntRange(max = 5_000) int successes,
            @ForAll @IntRange(max = 5_000) int failures) {
        int trials = successes + failures;
        Interval one = ConfidenceSequence.interval(successes, trials, ALPHA);
        Interval other = ConfidenceSequence.interval(failures, trials, ALPHA);

        assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-9));
        assertThat(one.contains(trials == 0 ? 0.5 : (double) successes / trials)).isTrue();
    }

    @Property(tries = 200)
    void shouldExcludeWhatHasEnoughEvidenceAgainstIt(
            @ForAll @IntRange(max = 300) int successes,
            @ForAll @IntRange(max = 300) int failures,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double p) {
        int trials = successes + failures;
        boolean excluded =
                ConfidenceSequence.logEvidence(successes, trials, p) >= Math.log(1 / ALPHA);

        assertThat(ConfidenceSequence.interval(successes, trials, ALPHA).contains(p))
                .isEqualTo(!excluded);
    }

    @Property(tries = 200)
    void shouldMoveUpWithEverySuccess(
            @ForAll @IntRange(max = 300) int successes, @ForAll @IntRange(max = 300) int failures) {
        Interval before = ConfidenceSequence.interval(successes, successes + failures + 1, ALPHA);
        Interval after =
                ConfidenceSequence.interval(successes + 1, successes + failures + 1, ALPHA);

        assertThat(after.low()).isGreaterThanOrEqualTo(before.low());
        assertThat(after.high()).isGreaterThanOrEqualTo(before.high());
    }

    /** A tenth of the labels never comes, and the others come up to fifty samples late. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7, 0.9, 0.97})
    void shouldMissTheTruthAtAnyLookInFewStreams(double agreement) {
        SplittableRandom random = new SplittableRandom(1);
        int missed = 0;
        for (int stream = 0; stream < 1_000; stream++) {
            missed += everMissed(agreement, random) ? 1 : 0;
        }
        assertThat(missed).isLessThanOrEqualTo(65);
    }

    private static boolean everMissed(double agreement, SplittableRandom random) {
        Deque<Boolean> waiting = new ArrayDeque<>();
        long right = 0;
        long labels = 0;
        for (int sample = 0; sample < 1_000; sample++) {
            if (random.nextDouble() >= 0.1) {
                waiting.add(random.nextDouble() < agreement);
            }
            while (waiting.size() > random.nextInt(50)) {
                right += waiting.poll() ? 1 : 0;
                labels++;
                if (ConfidenceSequence.logEvidence(right, labels, agreement)
                        >= Math.log(1 / ALPHA)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void shouldRefuseAnAlphaThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceSequence.interval(1, 2, 1))
                .withMessage("alpha is a probability of error between 0 and 1, but is 1.0");
    }
}
