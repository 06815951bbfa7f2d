package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopai.task.Sampling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplingRowTest {

    private static final Replay MIXED = Replay.alone(Sampling.Policy.MIXED, 4_000);
    private static final Replay RANDOM = Replay.alone(Sampling.Policy.RANDOM, 4_000);

    /** Differences 0.1, 0.3, 0.2: their standard deviation is 0.1. */
    @Test
    void shouldTakeTheErrorOfTheDifferencesAndNotOfTheValues() {
        PairedDifference difference =
                PairedDifference.of(new double[] {0.2, 0.9, 0.5}, new double[] {0.1, 0.6, 0.3});

        assertThat(difference.mean()).isCloseTo(0.2, within(1e-12));
        assertThat(difference.standardError()).isCloseTo(0.1 / Math.sqrt(3), within(1e-12));
    }

    @Test
    void shouldCallOnlyMoreThanOneErrorBetterOrWorse() {
        assertThat(new PairedDifference(0.02, 0.01).verdict()).isEqualTo("better");
        assertThat(new PairedDifference(-0.02, 0.01).verdict()).isEqualTo("worse");
        assertThat(new PairedDifference(-0.01, 0.01).verdict()).isEqualTo("same");
        assertThat(new PairedDifference(0, 0.0).verdict()).isEqualTo("same");
    }

    @Test
    void shouldKnowNothingFromOnePair() {
        PairedDifference difference = PairedDifference.of(new double[] {0.9}, new double[] {0.1});

        assertThat(difference.standardError()).isNull();
        assertThat(difference.verdict()).isEqualTo("unknown");
    }

    @Test
    void shouldPairByOrderAndLeaveOutOrdersThatOneHasNotMet() {
        Cells cells = Cells.open(null);
        replayed(cells, MIXED, 1, 0.8);
        replayed(cells, MIXED, 3, 0.1);
        replayed(cells, MIXED, 2, 0.6);
        replayed(cells, RANDOM, 2, 0.5);
        replayed(cells, RANDOM, 1, 0.9);

        SamplingRow row = SamplingRow.of("set", MIXED, RANDOM, cells);

        assertThat(row.orders()).isEqualTo(2);
        assertThat(row.one().accuracy()).isCloseTo(0.7, within(1e-12));
        assertThat(row.other().accuracy()).isCloseTo(0.7, within(1e-12));
        assertThat(row.accuracy().mean()).isCloseTo(0, within(1e-12));
        assertThat(row.accuracy().standardError()).isCloseTo(0.1, within(1e-12));
        assertThat(SamplingCommand.line("set", row))
                .isEqualTo(
                        "| set | 2 | 70.0 (35.0) | 70.0 (35.0) | +0.00 ± 10.00 | +0.00 ± 5.00 |"
                                + " 5.0%, 5.0% | same |\n");
        assertThat(SamplingRow.of("other", MIXED, RANDOM, cells)).isNull();
    }

    /** Errors of 3 and 4 points are one of 2.5 in the mean of two. */
    @Test
    void shouldCountSetsAlikeWhenTheyAreTakenTogether() {
        PairedDifference first = new PairedDifference(0.06, 0.03);
        PairedDifference second = new PairedDifference(0, 0.04);

        assertThat(PairedDifference.together(List.of(first, second)))
                .isEqualTo(new PairedDifference(0.03, 0.025));
        assertThat(PairedDifference.together(List.of(first, new PairedDifference(0, null))))
                .isEqualTo(new PairedDifference(0.03, null));
        assertThat(SamplingCommand.together(List.of(row(first), row(second))))
                .isEqualTo("| all 2 sets alike | | | | +3.00 ± 2.50 | +3.00 ± 2.50 | | better |\n");
    }

    private static SamplingRow row(PairedDifference difference) {
        SamplingRow.OfPolicy nothing = new SamplingRow.OfPolicy(0, 0, 0);
        return new SamplingRow(1, nothing, nothing, difference, difference, "");
    }

    private static void replayed(Cells cells, Replay replay, long order, double accuracy) {
        cells.measure(
                new Cell.Key(Replay.KIND, "set", replay.toString(), order),
                () ->
                        Map.of(
                                Replay.TEST,
                                accuracy,
                                Replay.TEST_MACRO_F1,
                                accuracy / 2,
                                Replay.ORACLE_SHARE,
                                0.05));
    }
}
