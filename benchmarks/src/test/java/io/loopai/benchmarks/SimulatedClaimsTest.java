package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopai.decision.AuditCounts;
import io.loopai.decision.Interval;
import io.loopai.decision.Rollout;
import io.loopai.task.Sampling;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What docs/statistics.md promises, on fewer streams than there. Each bound comes with something that
 * does not keep to it.
 */
class SimulatedClaimsTest {

    private static final int STREAMS = 200;
    private static final int LABELS = 300;

    /** So short that a test has time for it; the number of looks hardly matters to a sound test. */
    private static final Rollout.Pace SHORT =
            new Rollout.Pace(Duration.ofMinutes(5), 1_000, 20, 300);

    private final SimulatedClaims claims = new SimulatedClaims(STREAMS, 1);

    @ParameterizedTest
    @EnumSource(Sampling.Policy.class)
    void shouldSeldomEverMissTheAgreement(Sampling.Policy policy) {
        SimulatedCoverage measured = coverage(policy, AuditCounts::interval);

        assertThat(measured.share()).isLessThanOrEqualTo(SimulatedClaims.MOST_MISSED);
        assertThat(measured.widest()).isBetween(1.0, SimulatedClaims.WIDEST);
    }

    @Test
    void shouldTellThatWilsonsIntervalIsForOneLook() {
        SimulatedCoverage measured = coverage(Sampling.Policy.MIXED, AuditCounts::shown);

        assertThat(measured.share()).isGreaterThan(4 * SimulatedClaims.MOST_MISSED);
    }

    private static SimulatedCoverage coverage(
            Sampling.Policy policy, Function<AuditCounts, Interval> interval) {
        SimulatedWorld world = SimulatedWorld.of(policy, SimulatedClaims.RATE, 0.9);
        return SimulatedCoverage.of(world, LABELS, interval, STREAMS, 1);
    }

    /** The fewer records versions differ on, the longer a regime: of those there are fewer. */
    @ParameterizedTest
    @CsvSource({"0.02, 50", "0.1, 200", "0.3, 200"})
    void shouldSeldomPromoteAnyOfTwentyEqualChallengers(double discordance, int regimes) {
        SimulatedClaims each = new SimulatedClaims(regimes, 1);

        assertThat(each.regimes(discordance, IntUnaryOperator.identity(), SHORT).share())
                .isLessThanOrEqualTo(SimulatedClaims.MOST_PROMOTED);
    }

    @Test
    void shouldTellThatTwentyChallengersAreNotOne() {
        assertThat(claims.regimes(0.3, k -> 1, SHORT).share())
                .isGreaterThan(2 * SimulatedClaims.MOST_PROMOTED);
    }

    @Test
    void shouldHardlyEverGiveAWorseChallengerMoreThanTheFirstStep() {
        assertThat(claims.beginnings(-0.1, 0).passed())
                .isLessThanOrEqualTo((int) (SimulatedClaims.MOST_PROMOTED * STREAMS));
    }

    /** Active without proof many of them are, but no longer than the duels go on. */
    @Test
    void shouldSeldomReplaceTheChampionByAGeneratedVersionThatIsNotBetter() {
        SimulatedRollouts.Beginnings worse = claims.beginnings(-0.02, 15);
        SimulatedRollouts.Beginnings equal = claims.beginnings(0, 15);

        int most = (int) (SimulatedClaims.MOST_PROMOTED * STREAMS);
        assertThat(worse.promoted()).isLessThanOrEqualTo(most);
        assertThat(equal.promoted()).isLessThanOrEqualTo(most);
        assertThat(equal.active()).isGreaterThan(most);
    }

    /** With as many labels, cross-validation has to show that it is better. */
    @Test
    void shouldSeldomActivateAGeneratedVersionThatIsNotBetterFrom300LabelsOn() {
        int most = (int) (SimulatedClaims.MOST_PROMOTED * STREAMS);
        int labels = (int) Rollout.FEW_AUDIT_LABELS;

        assertThat(claims.beginnings(-0.02, labels).active()).isLessThanOrEqualTo(most);
        assertThat(claims.beginnings(0, labels).active()).isLessThanOrEqualTo(most);
        assertThat(claims.beginnings(0.1, labels).active()).isGreaterThan(STREAMS / 2);
    }

    @Test
    void shouldSeeABetterChallengerWithin150Duels() {
        assertThat(power(1)).isGreaterThanOrEqualTo(SimulatedClaims.LEAST_POWER);
    }

    @Test
    void shouldTellThatTheTwentiethChallengerNeedsMoreDuels() {
        assertThat(power(SimulatedClaims.CHALLENGERS)).isLessThan(0.5);
    }

    private double power(int number) {
        return claims.power(Sampling.Policy.MIXED, 0.3, number, Rollout.Pace.DEFAULT).share();
    }

    /** The last of them by chance alone: without a duel draw, and with one label in ten a duel. */
    @Test
    void shouldLeaveABetterChallengerTheTimeToShowIt() {
        SimulatedRollouts.Power power =
                claims.power(Sampling.Policy.RANDOM, 0.1, 1, Rollout.Pace.DEFAULT);

        assertThat(power.ever())
                .isGreaterThanOrEqualTo((int) (SimulatedClaims.LEAST_POWER * STREAMS));
    }

    @Test
    void shouldSeeADropThatTheMeanOfAllLabelsHides() {
        SimulatedClaims few = new SimulatedClaims(100, 1);
        SimulatedWorld good = SimulatedWorld.of(Sampling.Policy.MIXED, SimulatedClaims.RATE, 0.97);

        SimulatedDrift.Drop drop = few.drop(good, 0.7);

        assertThat(drop.share()).isGreaterThanOrEqualTo(SimulatedClaims.LEAST_SEEN);
        assertThat(drop.below()).isZero();
        assertThat(new SimulatedClaims(20, 1).drop(good, 0.95).share()).isLessThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.97, 0.7})
    void shouldSeldomSeeADropThatIsNone(double agreement) {
        assertThat(claims.falseAlarms(agreement)).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldPrintWhatItCounts() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            new CommandLine(new SimulateCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute("--claims=drift", "--runs=1", "--json");
        } finally {
            System.setOut(before);
        }
        JsonNode row = new ObjectMapper().readTree(out.toByteArray()).at("/rows/0");
        assertThat(row.get("claim").asText()).isEqualTo("drop seen within 150 labels");
        assertThat(row.get("value").asDouble()).isEqualTo(1);
        assertThat(row.get("text").asText()).isEqualTo("100.0% (20.7–100.0%)");
        assertThat(row.get("met").asBoolean()).isTrue();
    }

    @Test
    void shouldPrintRowsOfATable() {
        assertThat(SimulatedRow.atMost(0.065, "misses", "mixed", 13, 200).line())
                .isEqualToIgnoringNewLines("| misses | mixed | 6.5% (3.8–10.8%) | ≤ 6.5% | yes |");
        assertThat(SimulatedRow.atMost(0.065, "misses", "mixed", 14, 200).met()).isFalse();
        assertThat(SimulatedRow.shown("misses", "mixed", 14, 200).line()).endsWith(" | – | – |\n");
    }
}
