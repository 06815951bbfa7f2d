package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

    /** The first four: Newcombe (1998), table I, method 3; the last: {@link Wilson}'s example. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "180, 200, 0.8506, 0.9343"
    })
    void shouldGivePublishedIntervals(int successes, int trials, double low, double high) {
        Interval interval = Wilson.interval(successes, trials);

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void shouldKnowNothingWithoutTrials() {
        assertThat(Wilson.interval(0, 0)).isEqualTo(Interval.ANYWHERE);
    }

    @Property
    void shouldMirrorSuccessesAndFailures(
            @ForAll @IntRange(max = 500) int successes, @ForAll @IntRange(max = 500) int failures) {
        int trials = successes + failures;
        Interval one = Wilson.interval(successes, trials);
        Interval other = Wilson.interval(failures, trials);

        assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-12));
        assertThat(one.contains(trials == 0 ? 0.5 : (double) successes / trials)).isTrue();
    }

    @Test
    void shouldRefuseMoreSuccessesThanTrials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wilson.interval(3, 2))
                .withMessage(
                        "successes must be between 0 and the number of trials, but are 3 of 2");
    }
}
