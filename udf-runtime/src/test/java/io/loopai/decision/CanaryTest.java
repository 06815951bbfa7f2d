package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loopai.decision.Canary.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CanaryTest {

    private static final VersionHealth HEALTHY =
            new VersionHealth(
                    1_000, 5, 0, 990, 40, Map.of("rare", new VersionHealth.Recall(40, 50)));

    @Test
    void shouldTakeEveryStepOfABetterChallenger() {
        List<Double> shares = new ArrayList<>();
        Canary.Move move = next(0, Verdict.PROMOTE, true);
        while (move.action() == Action.ADVANCE) {
            shares.add(move.share());
            move = next(move.share(), Verdict.PROMOTE, true);
        }
        assertThat(shares).isEqualTo(Canary.STEPS);
        assertThat(move.action()).isEqualTo(Action.COMPLETE);
    }

    @Test
    void shouldNotPassTheFirstStepWithoutProof() {
        assertThat(next(0, Verdict.UNDECIDED, true).share()).isEqualTo(0.05);
        assertThat(next(0.05, Verdict.UNDECIDED, true))
                .isEqualTo(
                        new Canary.Move(
                                Action.HOLD,
                                0.05,
                                "the duels have not shown yet that the challenger is better"));
        assertThat(next(0.05, Verdict.PROMOTE_PROVISIONALLY, true).share()).isEqualTo(0.25);
        assertThat(next(0.5, Verdict.UNDECIDED, false))
                .isEqualTo(
                        new Canary.Move(
                                Action.STEP_BACK,
                                0.05,
                                "the challenger is not ahead any more, and nothing is proven"));
    }

    @Test
    void shouldDwell() {
        assertThat(next(0.25, Verdict.PROMOTE, false).action()).isEqualTo(Action.HOLD);
        assertThat(next(1, Verdict.PROMOTE, false).action()).isEqualTo(Action.HOLD);
    }

    @Test
    void shouldRollBackWithoutWaiting() {
        assertThat(next(0.5, Verdict.ROLL_BACK, false))
                .isEqualTo(
                        new Canary.Move(
                                Action.ROLL_BACK, 0, "the duels show that the champion is better"));
        assertThat(Canary.next(0.5, Verdict.PROMOTE, false, Optional.of("errors: many")).reason())
                .isEqualTo("errors: many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> next(25, Verdict.PROMOTE, true))
                .withMessage("a share of the requests is in [0, 1], but is 25.0");
    }

    @Test
    void shouldFindNothingWrongWithAnEqual() {
        assertThat(Guards.problem(HEALTHY, HEALTHY, 10)).isEmpty();
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertThat(problem(60, 0, 935, 40, 40))
                .contains(
                        "errors: 60 of the challenger's 1000 requests end in errors, 5 of the"
                                + " champion's 1000");
        assertThat(problem(5, 40, 950, 40, 40))
                .contains(
                        "timeouts: 40 of the challenger's 1000 requests end in timeouts, 0 of the"
                                + " champion's 1000");
        assertThat(problem(5, 0, 900, 40, 40))
                .contains(
                        "coverage: 100 of the challenger's 1000 requests have no answer, 10 of the"
                                + " champion's 1000");
        assertThat(problem(5, 0, 990, 12_000, 40))
                .contains(
                        "latency: the challenger takes 12000 µs at the 99th percentile, the champion"
                                + " 40 µs, and the target is 10000 µs");
        assertThat(problem(5, 0, 990, 40, 10))
                .contains(
                        "recall: the challenger finds 10 of 50 records of 'rare', the champion 40 of"
                                + " 50");
    }

    /** On a busy machine both miss a tight target, and equals are a bucket apart by chance. */
    @Test
    void shouldNotTakeABucketOfLatencyForADifference() {
        double bucket = Math.pow(2, 7.5);
        VersionHealth champion = timed(bucket);

        assertThat(Guards.problem(champion, timed(bucket * Math.sqrt(2)), 100)).isEmpty();
        assertThat(Guards.problem(champion, timed(bucket * 2), 100))
                .contains(
                        "latency: the challenger takes 362 µs at the 99th percentile, the champion"
                                + " 181 µs, and the target is 100 µs");
        assertThat(Guards.problem(champion, timed(bucket * 2), 400)).isEmpty();
    }

    private static VersionHealth timed(double p99Us) {
        return new VersionHealth(1_000, 5, 0, 990, p99Us, Map.of());
    }

    @Test
    void shouldFindThatAVersionFailsTooOftenByItself() {
        assertThat(Guards.failsTooOften(new VersionHealth(199, 199, 0, 0, 40, null))).isFalse();
        assertThat(Guards.failsTooOften(new VersionHealth(200, 30, 10, 160, 40, null))).isFalse();
        assertThat(Guards.failsTooOften(new VersionHealth(200, 30, 11, 159, 40, null))).isTrue();
        assertThat(Guards.failsTooOften(new VersionHealth(200, 0, 0, 0, 40, null)))
                .as("abstaining is no failure")
                .isFalse();
    }

    private static Optional<String> problem(
            long errors, long timeouts, long answered, double p99Us, long found) {
        return Guards.problem(
                HEALTHY,
                new VersionHealth(
                        1_000,
                        errors,
                        timeouts,
                        answered,
                        p99Us,
                        Map.of("rare", new VersionHealth.Recall(found, 50))),
                10_000);
    }

    @Test
    void shouldSeeAGrossFaultSoonAndAHealthyVersionHardlyEver() {
        assertThat(Guards.exceeds(20, 20, 0, 20, Guards.MORE_FAILURES)).isTrue();
        assertThat(Guards.exceeds(1, 1, 0, 1, Guards.MORE_FAILURES)).isFalse();

        SplittableRandom random = new SplittableRandom(1);
        int taken = 0;
        for (int rollout = 0; rollout < 200; rollout++) {
            long errors = 0;
            long before = 0;
            boolean out = false;
            for (int call = 1; call <= 2_000; call++) {
                errors += random.nextDouble() < 0.02 ? 1 : 0;
                before += random.nextDouble() < 0.02 ? 1 : 0;
                out |= Guards.exceeds(errors, call, before, call, Guards.MORE_FAILURES);
            }
            taken += out ? 1 : 0;
        }
        assertThat(taken).isLessThanOrEqualTo(4);
    }

    private static Canary.Move next(double share, Verdict verdict, boolean dwelt) {
        return Canary.next(share, verdict, dwelt, Optional.empty());
    }
}
