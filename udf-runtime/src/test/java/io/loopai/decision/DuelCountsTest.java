package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuelCountsTest {

    /** One win: twice the mean of the prior, which is ½ + Γ(5½)/(2√π·Γ(6)) · 2 = 0.5 + 0.123047. */
    @Test
    void shouldAgreeWithAHandComputation() {
        assertThat(DuelCounts.NONE.logEvidence()).isCloseTo(0, within(1e-12));
        assertThat(Math.exp(new DuelCounts(1, 0).logEvidence()))
                .isCloseTo(1.24609375, within(1e-9));
        assertThat(Math.exp(new DuelCounts(0, 1).logEvidence()))
                .isCloseTo(0.75390625, within(1e-9));
    }

    @Test
    void shouldCountOnlyWhereOneIsRight() {
        DuelCounts duels =
                DuelCounts.NONE
                        .plus(true, false)
                        .plus(true, true)
                        .plus(false, false)
                        .plus(false, true)
                        .plus(true, false);

        assertThat(duels).isEqualTo(new DuelCounts(2, 1));
        assertThat(duels.discordant()).isEqualTo(3);
    }

    @Test
    void shouldDecideInBothDirections() {
        assertThat(new DuelCounts(30, 8).verdict(1)).isEqualTo(Verdict.PROMOTE);
        assertThat(new DuelCounts(8, 30).verdict(1)).isEqualTo(Verdict.ROLL_BACK);
        assertThat(new DuelCounts(20, 18).verdict(1)).isEqualTo(Verdict.UNDECIDED);
    }

    @Property(tries = 200)
    void shouldBeAMartingaleAgainstACoin(
            @ForAll @IntRange(max = 300) int wins, @ForAll @IntRange(max = 300) int losses) {
        double now = new DuelCounts(wins, losses).logEvidence();
        double won = Math.exp(new DuelCounts(wins + 1, losses).logEvidence() - now);
        double lost = Math.exp(new DuelCounts(wins, losses + 1).logEvidence() - now);

        assertThat((won + lost) / 2).isCloseTo(1, within(1e-9));
        assertThat(won).isGreaterThan(1);
    }

    @Test
    void shouldBearManyDuels() {
        assertThat(new DuelCounts(0, 100_000).logEvidence()).isLessThan(-1_000);
        assertThat(new DuelCounts(100_000, 0).logEvidence()).isGreaterThan(60_000);
        assertThat(new DuelCounts(1_000_000, 1_000_000).verdict(1)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void shouldSpendFivePercentOnAllChallengersTogether() {
        double spent = 0;
        for (int challenger = 1; challenger <= 100_000; challenger++) {
            spent += DuelCounts.alpha(challenger);
        }
        assertThat(DuelCounts.alpha(1)).isCloseTo(0.0303964, within(1e-7));
        assertThat(spent).isLessThan(0.05).isGreaterThan(0.04999);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DuelCounts.alpha(0))
                .withMessage("challengers are counted from 1, but this one is number 0");
    }

    /** Exact, by following the probability of every number of wins. */
    @Test
    void shouldSeeABetterChallengerWithin150Duels() {
        assertThat(power(0.65, 150)).isBetween(0.84, 0.86);
        assertThat(power(0.55, 1_400)).isGreaterThan(0.79);
        assertThat(power(0.9, 40)).isGreaterThan(0.99);
        assertThat(power(0.5, 1_400)).isLessThan(DuelCounts.alpha(1));
    }

    private static double power(double winning, int duels) {
        double[] undecided = {1};
        double promoted = 0;
        for (int n = 1; n <= duels; n++) {
            double[] next = new double[n + 1];
            for (int wins = 0; wins < n; wins++) {
                next[wins] += undecided[wins] * (1 - winning);
                next[wins + 1] += undecided[wins] * winning;
            }
            for (int wins = n; wins >= 0; wins--) {
                if (next[wins] == 0) {
                    continue; // decided before
                }
                if (new DuelCounts(wins, n - wins).verdict(1) != Verdict.PROMOTE) {
                    break;
                }
                promoted += next[wins];
                next[wins] = 0;
            }
            undecided = next;
        }
        return promoted;
    }

    /** Each of 20 challengers, equal to the champion, meets it on 2,000 labels. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.3})
    void shouldSeldomPromoteAnEqualChallengerInAWholeRegime(double discordance) {
        SplittableRandom random = new SplittableRandom(1);
        int regimes = 200;
        int wrong = 0;
        for (int regime = 0; regime < regimes; regime++) {
            wrong += promotesAny(discordance, random) ? 1 : 0;
        }
        assertThat(wrong / (double) regimes).isLessThanOrEqualTo(0.05);
    }

    private static boolean promotesAny(double discordance, SplittableRandom random) {
        for (int challenger = 1; challenger <= 20; challenger++) {
            DuelCounts duels = DuelCounts.NONE;
            for (int label = 0; label < 2_000; label++) {
                if (random.nextDouble() >= discordance) {
                    continue;
                }
                boolean won = random.nextBoolean();
                duels = duels.plus(won, !won);
                double lead = duels.wins() - duels.losses();
                boolean far = lead > 2 * Math.sqrt(duels.discordant()); // or it cannot be enough
                if (far && duels.logEvidence() >= -Math.log(DuelCounts.alpha(challenger))) {
                    return true;
                }
            }
        }
        return false;
    }
}
