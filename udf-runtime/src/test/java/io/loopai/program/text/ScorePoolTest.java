package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopai.program.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorePoolTest {

    private static final Scores HALF = new Scores(List.of("ham", "spam"), new double[] {0.5, 0.5});
    private static final Scores LOW_MIDDLE_HIGH =
            new Scores(List.of("5", "15", "25"), new double[] {0.4, 0.3, 0.3});

    @Test
    void shouldAddWhatAnAnswerIsWorthAndItsLogOdds() {
        Scores scores =
                ScorePool.of(HALF, 0.7)
                        .vote(Answer.of("spam", 0.8), 0.2, 0.5)
                        .shift(0.1, 0)
                        .scores();

        double logOdds = 0.2 + 0.5 * Math.log(4) - 0.1;
        assertThat(scores.best()).isEqualTo("spam");
        assertThat(scores.probability()).isCloseTo(1 / (1 + Math.exp(-logOdds)), within(1e-12));
    }

    @Test
    void shouldGiveTheModelsProbabilitiesTheirWeight() {
        Scores model = new Scores(List.of("ham", "spam"), new double[] {0.2, 0.8});

        assertThat(ScorePool.of(model, 1).scores().probability("spam"))
                .isCloseTo(0.8, within(1e-12));
        assertThat(ScorePool.of(model, 0.5).scores().probability("spam"))
                .isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void shouldNotCountWhatIsNoLabel() {
        Scores scores =
                ScorePool.of(HALF, 1)
                        .vote(null, 1, 1)
                        .vote(Answer.abstain(), 1, 1)
                        .vote(Answer.of("eggs", 0.9), 1, 1)
                        .vote(Answer.object().put("kind", "spam"), 1, 1)
                        .vote(Answer.of("spam"), "kind", 1, 1)
                        .vote(Answer.object(), "kind", 1, 1)
                        .scores();

        assertThat(scores.probability("spam")).isEqualTo(0.5);
    }

    @Test
    void shouldReadAFieldOfAnObject() {
        Answer answer = Answer.object().put("kind", "spam").put("size", 7);

        Scores scores = ScorePool.of(HALF, 1).vote(answer, "kind", 2, 0).scores();

        assertThat(scores.best()).isEqualTo("spam");
    }

    @Test
    void shouldFindTheRangeOfANumber() {
        for (double[] each : new double[][] {{3, 5}, {10, 5}, {11, 15}, {20, 15}, {99, 25}}) {
            Scores scores =
                    ScorePool.of(LOW_MIDDLE_HIGH, 1)
                            .ranges(10, 20)
                            .vote(Answer.of(each[0]), 3, 0)
                            .scores();

            assertThat(scores.best()).isEqualTo(String.valueOf((int) each[1]));
        }
    }

    @Test
    void shouldBelieveNobodyWhoIsQuiteSure() {
        assertThat(ScorePool.logOdds(1)).isCloseTo(Math.log(49), within(1e-9));
        assertThat(ScorePool.logOdds(0.5)).isCloseTo(0, within(1e-12));
        assertThat(ScorePool.logOdds(0)).isCloseTo(-Math.log(49), within(1e-9));
        assertThat(ScorePool.logarithm(0)).isFinite();
    }
}
