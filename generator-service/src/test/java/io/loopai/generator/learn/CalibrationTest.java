package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private final Random random = new Random(1);

    /** Scores are what they should be, but for a factor. */
    @Test
    void shouldFindTheFactorAndHowCommonLabelsAre() {
        int[] rows = IntStream.range(0, 5_000).toArray();
        double[][] scores = new double[rows.length][2];
        int[] labels = new int[rows.length];
        for (int row : rows) {
            double logit = random.nextGaussian() * 2;
            scores[row][1] = logit / 0.6;
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-(logit - 1))) ? 1 : 0;
        }

        Calibration calibration = Calibration.fit(scores, labels, rows, 2);

        assertThat(calibration.factor()).isCloseTo(0.6, within(0.03));
        assertThat(calibration.shift(1)).isCloseTo(-1, within(0.1));
    }

    /** Folds that know nothing of each other, as of logs, say that a model knows nothing. */
    @Test
    void shouldNotMakeTheCommonestLabelTheAnswerToEverything() {
        int[] rows = IntStream.range(0, 80).toArray();
        double[][] scores = new double[rows.length][2];
        int[] labels = new int[rows.length];
        for (int row : rows) {
            scores[row][1] = random.nextGaussian() * 4;
            labels[row] = row % 6 == 0 ? 1 : 0;
        }

        Calibration calibration = Calibration.fit(scores, labels, rows, 2);

        double[] sure = calibration.probabilities(new double[] {0, 8});
        double[] unsure = calibration.probabilities(new double[] {0, 1});
        assertThat(sure[1]).isBetween(0.5, 0.9);
        assertThat(unsure[1]).isLessThan(0.5);
    }
}
