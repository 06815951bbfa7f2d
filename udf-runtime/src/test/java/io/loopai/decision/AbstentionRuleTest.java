package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AbstentionRuleTest {

    /** Nine records, one wrong at 0.5: (1 + 1) / 10 is too much for 15%, (0 + 1) / 10 is not. */
    @Test
    void shouldAnswerAsLongAsTheBoundAllows() {
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            scored.add(new Scored(0.9, true));
        }
        scored.add(new Scored(0.5, false));
        scored.add(new Scored(0.5, true));
        scored.add(Scored.ABSTAINED);

        AbstentionRule strict = AbstentionRule.choose(scored, 0.85);
        AbstentionRule lenient = AbstentionRule.choose(scored, 0.75);

        assertThat(strict.threshold()).isEqualTo(0.9);
        assertThat(strict.coverage()).isCloseTo(6 / 9.0, within(1e-12));
        assertThat(strict.risk()).isCloseTo(0.1, within(1e-12));
        assertThat(strict.answers(0.9)).isTrue();
        assertThat(strict.answers(0.89)).isFalse();
        assertThat(lenient.threshold()).isEqualTo(0);
        assertThat(lenient.coverage()).isCloseTo(8 / 9.0, within(1e-12));
        assertThat(strict.describe())
                .isEqualTo(
                        "answers from confidence 0.900 on, which covers 66.7% of 9 labelled"
                                + " records; at most 10.0% of all records are answered wrongly"
                                + " (15.0% allowed)");
    }

    @Test
    void shouldSayThatRecordsAreTooFew() {
        AbstentionRule rule =
                AbstentionRule.choose(Collections.nCopies(18, new Scored(1, true)), 0.95);

        assertThat(rule.reachesTarget()).isFalse();
        assertThat(rule.answers(1)).isFalse();
        assertThat(rule.describe())
                .isEqualTo(
                        "18 labelled records are too few to answer at most 5.0% wrongly: label at"
                                + " least 19, or lower the target");
        assertThat(
                        AbstentionRule.choose(Collections.nCopies(19, new Scored(1, true)), 0.95)
                                .reachesTarget())
                .isTrue();
        assertThat(AbstentionRule.choose(List.of(), 0.5).reachesTarget()).isFalse();
    }

    @Test
    void shouldSayThatTheMostConfidentAreWrong() {
        List<Scored> scored = new ArrayList<>(Collections.nCopies(50, new Scored(0.6, true)));
        scored.addAll(Collections.nCopies(50, new Scored(1, false)));

        assertThat(AbstentionRule.choose(scored, 0.9).describe())
                .isEqualTo(
                        "no confidence keeps the wrong answers to 10.0% of 100 labelled records,"
                                + " for even the most confident answers are too often wrong:"
                                + " every record is left to the fallback; label more records, or"
                                + " lower the target");
    }

    @Property(tries = 100)
    void shouldAnswerLessForAHigherTarget(
            @ForAll @IntRange(min = 1, max = 1_000) int seed,
            @ForAll @DoubleRange(max = 0.99) double target) {
        List<Scored> scored = sample(60, new SplittableRandom(seed));
        AbstentionRule rule = AbstentionRule.choose(scored, target);
        AbstentionRule stricter = AbstentionRule.choose(scored, target + 0.01);

        assertThat(stricter.threshold()).isGreaterThanOrEqualTo(rule.threshold());
        assertThat(stricter.coverage()).isLessThanOrEqualTo(rule.coverage());
        assertThat(!rule.reachesTarget() || rule.risk() <= 1 - target + 1e-12).isTrue();
    }

    /** The guarantee: over samples of 200, the next record is answered and wrong at most 5% often. */
    @Test
    void shouldKeepTheShareOfWrongAnswersOfAllRecords() {
        SplittableRandom random = new SplittableRandom(1);
        double risk = 0;
        double coverage = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            AbstentionRule rule = AbstentionRule.choose(sample(200, random), 0.95);
            for (Scored next : sample(200, random)) {
                boolean answered = rule.answers(next.confidence());
                risk += answered && !next.right() ? 1 : 0;
                coverage += answered ? 1 : 0;
            }
        }
        assertThat(risk / (runs * 200)).isBetween(0.042, 0.0515);
        // With all records known, 1 - √(0.05 / 0.19) would be the threshold, and 48.7% answered.
        assertThat(coverage / (runs * 200)).isBetween(0.45, 0.49);
    }

    /** A program that is right in 80%, more often where it is sure, and abstains in 5%. */
    private static List<Scored> sample(int size, SplittableRandom random) {
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double confidence = random.nextDouble();
            boolean right = random.nextDouble() < 0.6 + 0.4 * confidence;
            scored.add(
                    random.nextDouble() < 0.05 ? Scored.ABSTAINED : new Scored(confidence, right));
        }
        return scored;
    }

    @Test
    void shouldRefuseWhatIsNoProbability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scored(1.2, true))
                .withMessage(
                        "a confidence is in [0, 1], but is 1.2; for an answer without one use 1, for"
                                + " none Scored.ABSTAINED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AbstentionRule.choose(List.of(), 95))
                .withMessage("a target is a probability in [0, 1], but is 95.0");
    }
}
