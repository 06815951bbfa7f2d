package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.loopai.task.Draw;
import io.loopai.task.Sampling;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingPlanTest {

    private static final AuditCounts STRONG = new AuditCounts(97, 3, 0);
    private static final AuditCounts WEAK = new AuditCounts(50, 50, 0);

    /** One answer is rare. */
    private static final double RARE = 0.4;

    /** Everything for learning. */
    private static final SamplingPlan LEARN = new SamplingPlan("t", 0, 0, 0.02, 0.02);

    @Test
    void shouldDivideTheBudget() {
        SamplingPlan random = SamplingPlan.of("t", Sampling.Policy.RANDOM, 0.05, STRONG, RARE);
        SamplingPlan mixed = SamplingPlan.of("t", Sampling.Policy.MIXED, 0.05, STRONG, RARE);
        SamplingPlan duels = mixed.withDisagreement(0.1);

        assertThat(random.audit()).isEqualTo(0.05);
        assertThat(random.duel()).isZero();
        assertThat(random.learn()).isZero();
        assertThat(mixed.audit()).isEqualTo(0.025);
        assertThat(mixed.learn()).isCloseTo(0.0256, within(1e-4));
        assertThat(duels.audit()).isEqualTo(0.025);
        assertThat(duels.duel()).isCloseTo(0.125, within(1e-9));
        assertThat(duels.learn()).isCloseTo(0.0133, within(1e-4));
        assertThat(mixed.withDisagreement(0.001).duel()).isCloseTo(1, within(1e-9));
        assertThat(mixed.withDisagreement(0)).usingRecursiveComparison().isEqualTo(mixed);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SamplingPlan.of("t", Sampling.Policy.MIXED, 5, STRONG, RARE))
                .withMessage("the rate of sampling is a probability in [0, 1], but is 5.0");
    }

    @Test
    void shouldAuditTheSameRequestsWhateverElseIsDrawn() {
        SamplingPlan plan =
                SamplingPlan.of("t", Sampling.Policy.MIXED, 0.2, STRONG, RARE)
                        .withDisagreement(0.5);
        int seed = Hashing.seed("audit/t");
        for (int i = 0; i < 5_000; i++) {
            Candidate candidate = new Candidate("r" + i, "a", 0.5, i % 2 == 0, 10, i);
            boolean audited = Hashing.unit(seed, candidate.id()) < 0.1;

            assertThat(plan.draw(candidate, 0.5, true).map(Drawn::draw).orElse(null) == Draw.AUDIT)
                    .isEqualTo(audited);
        }
    }

    @Test
    void shouldAuditAllOfTheBudgetUntilTheProgramIsSurelyGood() {
        SamplingPlan random =
                SamplingPlan.of("t", Sampling.Policy.RANDOM, 0.05, AuditCounts.NONE, RARE);
        AuditCounts lucky = new AuditCounts(17, 3, 0);
        for (AuditCounts known : List.of(AuditCounts.NONE, WEAK, lucky)) {
            SamplingPlan mixed = SamplingPlan.of("t", Sampling.Policy.MIXED, 0.05, known, RARE);

            assertThat(mixed).usingRecursiveComparison().isEqualTo(random);
            assertThat(mixed.withDisagreement(0.2)).usingRecursiveComparison().isEqualTo(random);
        }
        SamplingPlan good =
                SamplingPlan.of("t", Sampling.Policy.MIXED, 0.05, new AuditCounts(19, 1, 0), RARE);
        assertThat(good.audit()).isEqualTo(0.025);
        assertThat(SamplingPlan.of("t", Sampling.Policy.ADAPTIVE, 0.05, WEAK, RARE).audit())
                .isEqualTo(0.025);
    }

    @Test
    void shouldAuditAllOfTheBudgetWhereAnswersAreEven() {
        assertThat(SamplingPlan.of("t", Sampling.Policy.MIXED, 0.05, STRONG, 0.75).audit())
                .isEqualTo(0.05);
        assertThat(SamplingPlan.of("t", Sampling.Policy.MIXED, 0.05, STRONG, 0.74).audit())
                .isEqualTo(0.025);
        assertThat(SamplingPlan.of("t", Sampling.Policy.UNCERTAINTY, 0.05, STRONG, 1).audit())
                .isEqualTo(0.025);
    }

    @Test
    void shouldTakeTheSameAsChanceAsSoonAsItHasTurnedWeak() {
        SamplingPlan random = SamplingPlan.of("t", Sampling.Policy.RANDOM, 0.05, STRONG, RARE);
        SamplingPlan mixed = SamplingPlan.of("t", Sampling.Policy.MIXED, 0.05, STRONG, RARE);
        LearnDraw learn = new LearnDraw(Sampling.Policy.MIXED);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            Candidate candidate = new Candidate("r" + i, "a", i % 10 * 0.1, false, 10, i);
            double p = learn.probability(candidate, mixed, WEAK);
            boolean isTaken = mixed.draw(candidate, p, false).isPresent();

            assertThat(isTaken).isEqualTo(random.draw(candidate, 0, false).isPresent());
            taken += isTaken ? 1 : 0;
        }
        assertThat(taken).isBetween(900, 1_100);
    }

    @Test
    void shouldLearnFromThatShareOfWhatTheAuditLeaves() {
        SamplingPlan plan = SamplingPlan.of("t", Sampling.Policy.MIXED, 0.5, STRONG, RARE);
        int audited = 0;
        int learned = 0;
        int records = 20_000;
        for (int i = 0; i < records; i++) {
            Candidate candidate = new Candidate("r" + i, "a", 0.5, false, 10, i);
            Draw draw = plan.draw(candidate, 0.4, false).map(Drawn::draw).orElse(null);
            audited += draw == Draw.AUDIT ? 1 : 0;
            learned += draw == Draw.LEARN ? 1 : 0;
        }
        assertThat(audited / (double) records).isCloseTo(0.25, within(0.01));
        assertThat(learned / (double) (records - audited)).isCloseTo(0.4, within(0.012));
    }

    @Test
    void shouldTakeFromFurtherDownWhenANewProgramIsSurer() {
        LearnDraw learn = new LearnDraw(Sampling.Policy.UNCERTAINTY);
        double before = taken(learn, 0.5, 3_000);
        double after = taken(learn, 0.9, 3_000);

        assertThat(before).isCloseTo(60, within(LearnDraw.SLACK));
        assertThat(after).isCloseTo(60, within(LearnDraw.SLACK));
    }

    /** Short streams have nothing else to learn from. */
    @Test
    void shouldSpendTheBudgetFromTheFirstExecutionsOfANewVersionOn() {
        LearnDraw learn = new LearnDraw(Sampling.Policy.MIXED);
        taken(learn, 0.5, 3_000);

        assertThat(taken(learn.forAnotherVersion(), 0.9, 300)).isCloseTo(6, within(2.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.01, 0.15})
    void shouldKeepToTheRateHoweverOftenVersionsDisagree(double disagreement) {
        SamplingPlan plan =
                SamplingPlan.of("t", Sampling.Policy.MIXED, 0.05, STRONG, RARE)
                        .withDisagreement(0.1);
        LearnDraw learn = new LearnDraw(Sampling.Policy.MIXED);
        SplittableRandom random = new SplittableRandom(5);
        int taken = 0;
        for (int i = 0; i < 40_000; i++) {
            boolean disagrees = random.nextDouble() < disagreement;
            Candidate candidate = new Candidate("r" + i, "a", random.nextDouble(), disagrees, 9, i);
            double p = learn.probability(candidate, plan, STRONG);
            taken += plan.draw(candidate, p, false).isPresent() ? 1 : 0;
        }
        assertThat(taken / 40_000.0).isCloseTo(0.05, within(0.003));
    }

    /** Of so many executions with confidences from there on. */
    private static double taken(LearnDraw learn, double least, int executions) {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        for (int i = 0; i < executions; i++) {
            double confidence = least + (1 - least) * random.nextDouble();
            Candidate candidate = new Candidate("r" + i, "a", confidence, false, 10, i);
            sum += learn.probability(candidate, LEARN, STRONG);
        }
        return sum;
    }

    @Test
    void shouldForceOnlyWhatNoOtherDrawTakes() {
        SamplingPlan plan = new SamplingPlan("t", 0, 1, 0, 0);
        Candidate agrees = new Candidate("r", "a", 1, false, 1, 0);
        Candidate disagrees = new Candidate("r", "a", 1, true, 1, 0);

        assertThat(plan.draw(disagrees, 1, true)).contains(new Drawn(Draw.DUEL, 1));
        assertThat(plan.draw(agrees, 1, true)).contains(new Drawn(Draw.LEARN, 1));
        assertThat(plan.draw(agrees, 0, true)).contains(new Drawn(Draw.FORCED, 1));
        assertThat(plan.draw(agrees, 0, false)).isEmpty();
    }

    @Test
    void shouldHoldOutAFifthOnceThereAreAThousandLabels() {
        int heldOut = 0;
        int twice = 0;
        for (int i = 0; i < 10_000; i++) {
            assertThat(SamplingPlan.neverTrains("t", "r" + i, 999)).isFalse();
            heldOut += SamplingPlan.neverTrains("t", "r" + i, 1_000) ? 1 : 0;
            twice += SamplingPlan.isAskedTwice("t", "r" + i) ? 1 : 0;
        }
        assertThat(heldOut).isBetween(1_900, 2_100);
        assertThat(twice).isBetween(250, 350);
    }

    /** With versions that disagree, in a stream that changes, and after it has. */
    @ParameterizedTest
    @EnumSource(Sampling.Policy.class)
    void shouldKeepToTheBudgetAndLeaveTheAuditUnbiased(Sampling.Policy policy) {
        SplittableRandom random = new SplittableRandom(1);
        SamplingPlan plan = SamplingPlan.of("t", policy, 0.05, STRONG, RARE).withDisagreement(0.06);
        LearnDraw learn = new LearnDraw(policy);
        AuditCounts counts = AuditCounts.NONE;
        int right = 0;
        int sampled = 0;
        int records = 40_000;
        for (int i = 0; i < records; i++) {
            double confidence = Math.sqrt(random.nextDouble());
            boolean isRight = random.nextDouble() < 0.4 + 0.6 * confidence;
            right += isRight ? 1 : 0;
            double share = i < records / 2 ? 0.01 : 0.3;
            String label = random.nextDouble() < share ? "rare" : "common";
            Candidate candidate =
                    new Candidate(
                            "r" + i,
                            label,
                            confidence,
                            random.nextDouble() < 0.12 * (1 - confidence) * 1.5,
                            random.nextInt(500),
                            i * 10L);
            Optional<Drawn> drawn =
                    plan.draw(candidate, learn.probability(candidate, plan, counts), false);
            sampled += drawn.isPresent() ? 1 : 0;
            if (drawn.isPresent() && drawn.get().draw() == Draw.AUDIT) {
                assertThat(drawn.get().probability()).isEqualTo(plan.audit());
                counts = counts.plus(isRight);
            }
        }
        assertThat(sampled / (double) records).isBetween(0.045, 0.053);
        assertThat(counts.interval().contains(right / (double) records)).isTrue();
    }

    @Test
    void shouldPreferWhatThePolicyNames() {
        Candidate sure = new Candidate("r", "common", 0.99, false, 100, 0);
        Candidate unsure = new Candidate("r", "common", 0.2, false, 100, 0);
        Candidate disputed = new Candidate("r", "common", 0.99, true, 100, 0);
        Candidate rare = new Candidate("r", "rare", 0.99, false, 100, 0);
        Candidate huge = new Candidate("r", "common", 0.99, false, 1_000_000, 0);

        assertThat(after(Sampling.Policy.RANDOM, STRONG, unsure)).isCloseTo(0.02, within(1e-9));
        assertThat(after(Sampling.Policy.UNCERTAINTY, STRONG, unsure)).isGreaterThan(0.99);
        assertThat(after(Sampling.Policy.DISAGREEMENT, STRONG, disputed)).isGreaterThan(0.99);
        assertThat(after(Sampling.Policy.STRATIFIED, STRONG, rare)).isGreaterThan(0.99);
        assertThat(after(Sampling.Policy.EDGE_CASE, STRONG, huge)).isGreaterThan(0.99);
        assertThat(after(Sampling.Policy.MIXED, STRONG, unsure)).isGreaterThan(0.99);
        assertThat(after(Sampling.Policy.MIXED, STRONG, sure)).isLessThan(0.001);
        assertThat(after(Sampling.Policy.MIXED, WEAK, unsure)).isCloseTo(0.02, within(1e-9));
        assertThat(after(Sampling.Policy.ADAPTIVE, STRONG, unsure)).isGreaterThan(0.99);
        assertThat(after(Sampling.Policy.ADAPTIVE, WEAK, unsure)).isLessThan(0.05);
    }

    @Test
    void shouldSampleQuietHoursAsMuchAsBusyOnes() {
        LearnDraw learn = new LearnDraw(Sampling.Policy.TEMPORAL);
        double busy = 0;
        double quiet = 0;
        long millis = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean isBusy = i % 1_100 < 1_000;
            millis += isBusy ? 1_000 : 10_000;
            double p = learn.probability(new Candidate("r", "a", 1, false, 1, millis), LEARN, WEAK);
            busy += isBusy ? p : 0;
            quiet += isBusy ? 0 : p;
        }
        assertThat(quiet / busy).isBetween(0.8, 1.2);
        assertThat(busy + quiet).isBetween(360.0, 425.0);
    }

    /** The probability after a thousand usual executions. */
    private static double after(Sampling.Policy policy, AuditCounts counts, Candidate candidate) {
        LearnDraw learn = new LearnDraw(policy);
        for (int i = 0; i < 1_000; i++) {
            Candidate usual =
                    new Candidate("r", "common", 0.9 + i % 10 * 0.01, false, 90 + i % 20, i);
            learn.probability(usual, LEARN, counts);
        }
        return learn.probability(candidate, LEARN, counts);
    }
}
