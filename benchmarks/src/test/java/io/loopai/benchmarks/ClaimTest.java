package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopai.decision.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {

    /** 0.1 wide; 40 times the distance is added where it misses. */
    @ParameterizedTest
    @CsvSource({
        "0.80, true, 0.1",
        "0.75, true, 0.1",
        "0.85, true, 0.1",
        "0.74, false, 0.5",
        "0.87, false, 0.9"
    })
    void shouldPunishWhatItMisses(double truth, boolean covers, double winkler) {
        Claim claim = claim(truth, 1_000);

        assertThat(claim.covers()).isEqualTo(covers);
        assertThat(claim.winkler()).isCloseTo(winkler, within(1e-12));
    }

    /** At 0.75 the luck of 288 rows is 1.96 · 0.02551 = 0.05001, as wide as the claim's half. */
    @Test
    void shouldWidenByTheLuckOfTheRowsItIsJudgedOn() {
        Claim wider = claim(0.8, 288).predictive();

        assertThat(wider.interval().low()).isCloseTo(0.8 - 0.05 * Math.sqrt(2), within(1e-4));
        assertThat(wider.interval().high()).isBetween(0.85, 0.8 + 0.05 * Math.sqrt(2));
        assertThat(claim(0.74, 288).predictive().covers()).isTrue();
    }

    @Test
    void shouldHardlyWidenForManyRows() {
        Interval wider = claim(0.8, 100_000_000).predictive().interval();

        assertThat(wider.low()).isCloseTo(0.75, within(1e-5));
        assertThat(wider.high()).isCloseTo(0.85, within(1e-5));
    }

    @Test
    void shouldStayAmongProbabilities() {
        Claim sure = new Claim(0.99, new Interval(0.9, 0.999), 1, 10).predictive();

        assertThat(sure.interval().high()).isEqualTo(1);
    }

    @Test
    void shouldSumUp() {
        ClaimSummary summary =
                ClaimSummary.of(5, List.of(claim(0.8, 288), claim(0.74, 288), claim(0.6, 288)));

        assertThat(summary.cells()).isEqualTo(5);
        assertThat(summary.claims()).isEqualTo(3);
        assertThat(summary.bias()).isCloseTo((0 + 0.06 + 0.2) / 3, within(1e-12));
        assertThat(summary.claimed().coverage()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(summary.claimed().width()).isCloseTo(0.1, within(1e-12));
        assertThat(summary.claimed().winkler())
                .isCloseTo((0.1 + 0.5 + 0.1 + 40 * 0.15) / 3, within(1e-12));
        assertThat(summary.predictive().coverage()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void shouldPrintNoNumbersWhereNothingIsClaimed() {
        ClaimSummary none = ClaimSummary.of(4, List.of());
        ClaimSummary one = ClaimSummary.of(4, List.of(claim(0.74, 288)));
        String table =
                IntervalTable.of(
                        new TreeMap<>(
                                Map.of(
                                        "a", Map.of("300", none),
                                        "b", Map.of("300", one))));

        assertThat(table)
                .contains("| a | 300 | 4 | 0 | – | – | – | – | – | – | – |\n")
                .contains("| b | 300 | 4 | 1 | +6.0 | 0.0% | 10.0 | 50.0 | 100.0% | ");
    }

    private static Claim claim(double truth, int judged) {
        return new Claim(0.8, new Interval(0.75, 0.85), truth, judged);
    }
}
