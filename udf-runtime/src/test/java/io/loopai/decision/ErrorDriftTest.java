package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.loopai.task.Json;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDriftTest {

    /** Nothing excludes an error rate of 1 yet, so no bet can win, and each loses its share. */
    @Test
    void shouldBetNothingAgainstAnUnknownBaseline() {
        ErrorDrift drift = ErrorDrift.START.plus(true);

        assertThat(ErrorDrift.START.baseline()).isEqualTo(1);
        assertThat(drift.wealth()).containsExactly(1.0, 1.0, 1.0, 1.0);
        assertThat(drift.plus(false).wealth())
                .satisfiesExactly(
                        wealth -> assertThat(wealth).isCloseTo(2 * 0.95, within(1e-12)),
                        wealth -> assertThat(wealth).isCloseTo(2 * 0.9, within(1e-12)),
                        wealth -> assertThat(wealth).isCloseTo(2 * 0.8, within(1e-12)),
                        wealth -> assertThat(wealth).isCloseTo(2 * 0.6, within(1e-12)));
    }

    @Test
    void shouldSeeADropFrom97To70PercentWithin150Labels() {
        SplittableRandom random = new SplittableRandom(1);
        int seen = 0;
        int falseAlarms = 0;
        for (int run = 0; run < 100; run++) {
            ErrorDrift drift = ErrorDrift.START;
            for (int label = 0; label < 5_000; label++) {
                drift = drift.plus(random.nextDouble() < 0.03);
                falseAlarms += drift.alarm() ? 1 : 0;
                drift = drift.alarm() ? ErrorDrift.START : drift;
            }
            for (int label = 0; label < 150 && !drift.alarm(); label++) {
                drift = drift.plus(random.nextDouble() < 0.3);
            }
            seen += drift.alarm() ? 1 : 0;
        }
        assertThat(seen).isGreaterThanOrEqualTo(97);
        assertThat(falseAlarms).as("in half a million labels").isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.5})
    void shouldSeldomRaiseAFalseAlarm(double errors) {
        SplittableRandom random = new SplittableRandom(2);
        int alarms = 0;
        for (int run = 0; run < 20; run++) {
            ErrorDrift drift = ErrorDrift.START;
            for (int label = 0; label < 10_000; label++) {
                drift = drift.plus(random.nextDouble() < errors);
                alarms += drift.alarm() ? 1 : 0;
                drift = drift.alarm() ? ErrorDrift.START : drift;
            }
        }
        assertThat(alarms).as("in 200,000 labels").isLessThanOrEqualTo(8);
    }

    @Test
    void shouldNotCallAnImprovementDrift() {
        SplittableRandom random = new SplittableRandom(3);
        ErrorDrift drift = ErrorDrift.START;
        for (int label = 0; label < 5_000; label++) {
            drift = drift.plus(random.nextDouble() < (label < 2_000 ? 0.3 : 0.05));
            assertThat(drift.alarm()).isFalse();
        }
    }

    /** The value that every bet expects from the next label is at most its own plus one. */
    @Property(tries = 200)
    void shouldGainAtMostOneInExpectationWhileTheBaselineHolds(
            @ForAll @Size(max = 100) List<Boolean> labels) {
        ErrorDrift drift = ErrorDrift.START;
        for (boolean wrong : labels) {
            drift = drift.plus(wrong);
        }
        double errors = drift.baseline();
        double expected =
                errors * drift.plus(true).evidence() + (1 - errors) * drift.plus(false).evidence();

        assertThat(expected).isCloseTo(drift.evidence() + 1, within(1e-9 * (drift.evidence() + 1)));
    }

    @Test
    void shouldComeBackFromJson() {
        ErrorDrift drift = ErrorDrift.START.plus(false).plus(true).plus(false);

        assertThat(Json.read(Json.bytes(drift), ErrorDrift.class)).isEqualTo(drift);
    }

    @Test
    void shouldRefuseStateThatIsNotItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorDrift(0, 0, List.of(1.0)))
                .withMessage(
                        "wealth needs one number for each of the 4 bets, but has 1: was it stored"
                                + " by another release?");
    }
}
