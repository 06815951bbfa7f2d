package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OracleConsistencyTest {

    @Test
    void shouldRuleOutNothingBeforeAnythingWasAskedTwice() {
        assertThat(OracleConsistency.NONE.canShow(1)).isTrue();
        assertThat(OracleConsistency.NONE.ceiling()).isEqualTo(1);
        assertThat(OracleConsistency.NONE.shown()).isEqualTo(Interval.ANYWHERE);
    }

    @Test
    void shouldSayHowOftenTheOracleAgreesWithItself() {
        OracleConsistency oracle = new OracleConsistency(38, 1).plus(false);

        assertThat(oracle.asked()).isEqualTo(40);
        assertThat(oracle.share()).isEqualTo(0.95);
        assertThat(oracle.shown()).isEqualTo(Wilson.interval(38, 40));
        assertThat(oracle.canShow(0.98)).isTrue();
        assertThat(oracle.describe())
                .startsWith(
                        "the oracle agrees with itself in 95.0% of 40 questions that it was asked"
                                + " twice, so that no program can be shown to agree with it in more"
                                + " than 99.")
                .endsWith("%");
    }

    @Test
    void shouldRuleOutATargetOnlyWhenItIsSurelyOutOfReach() {
        // Wrong 5% of the time, it agrees with itself in 90.5%; a perfect program with it in 95%.
        OracleConsistency oracle = new OracleConsistency(9_050, 950);

        assertThat(oracle.canShow(0.95)).isTrue();
        assertThat(oracle.canShow(0.96)).isFalse();
        assertThat(oracle.ceiling()).isBetween(0.951, 0.96);
    }

    @Test
    void shouldSeldomEverBeBelowWhatTheBestProgramReaches() {
        SplittableRandom random = new SplittableRandom(5);
        int misses = 0;
        for (int stream = 0; stream < 200; stream++) {
            OracleConsistency oracle = OracleConsistency.NONE;
            double best = 0;
            double least = 1;
            double hardest = random.nextDouble();
            int questions = 300;
            for (int i = 0; i < questions; i++) {
                double error = random.nextDouble() * hardest / 2;
                best += (1 - error) / questions;
                oracle = oracle.plus(random.nextDouble() < error == random.nextDouble() < error);
                least = Math.min(least, oracle.ceiling());
            }
            misses += least < best ? 1 : 0;
        }
        assertThat(misses).isLessThanOrEqualTo((int) (AuditCounts.ALPHA * 200));
    }

    @Test
    void shouldTendToTheRootOfTheConsistency() {
        assertThat(new OracleConsistency(81_000_000, 19_000_000).ceiling())
                .isCloseTo(0.9, within(0.001));
    }
}
