package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.Rows;
import io.loopai.generator.select.Folds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {

    /** What scores are multiplied with at least where they are heard, but for rounding. */
    private static final double LEAST = 0.36;

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

    @Test
    void shouldHearScoresThatSayLittle() {
        Noise noise = new Noise(80);

        Calibration plain = Calibration.fit(noise.scores, noise.labels, noise.rows, 2);
        Calibration hearing = Calibration.hearing(noise.scores, noise.labels, noise.rows, 2);

        assertThat(plain.answersAlike(noise.scores, noise.rows)).isTrue();
        assertThat(plain.probabilities(new double[] {0, 8})[1]).isLessThan(0.5);
        assertThat(hearing.answersAlike(noise.scores, noise.rows)).isFalse();
        assertThat(hearing.probabilities(new double[] {0, 8})[1]).isBetween(0.5, 0.9);
        assertThat(hearing.probabilities(new double[] {0, 1})[1]).isLessThan(0.5);
    }

    /** All folds are calibrated as the program is, or nothing that is measured on them holds for it. */
    @ParameterizedTest
    @CsvSource({"49, false", "50, true", "80, true"})
    void shouldHearScoresInAllFoldsWhereOneAnswerWouldBeGivenToEverything(int rows, boolean heard) {
        Noise noise = new Noise(rows);

        OutOfFold.Target target =
                OutOfFold.Target.of(noise.scores, noise.labels, 2, folds(noise.labels));

        assertThat(target.all().factor() > LEAST).isEqualTo(heard);
        assertThat(target.others())
                .hasSize(5)
                .allSatisfy(each -> assertThat(each.factor() > LEAST).isEqualTo(heard));
    }

    @Test
    void shouldNotHearScoresThatSayLittleWhereAnswersDiffer() {
        Noise noise = new Noise(80);
        noise.scores[0][1] = 400;

        OutOfFold.Target target =
                OutOfFold.Target.of(noise.scores, noise.labels, 2, folds(noise.labels));

        assertThat(target.all().factor()).isLessThan(LEAST);
    }

    private static Folds folds(int[] labels) {
        List<LabelledRow> rows =
                IntStream.range(0, labels.length)
                        .mapToObj(i -> Rows.of("row " + (char) ('a' + i) + " " + i, "" + labels[i]))
                        .toList();
        return Folds.of(rows, 5, 1);
    }

    /** Scores that have nothing to do with labels, of which one in six is the rare one. */
    private final class Noise {

        private final int[] rows;
        private final int[] labels;
        private final double[][] scores;

        private Noise(int count) {
            rows = IntStream.range(0, count).toArray();
            labels = IntStream.range(0, count).map(row -> row % 6 == 0 ? 1 : 0).toArray();
            scores = new double[count][2];
            for (double[] each : scores) {
                each[1] = random.nextGaussian() * 4;
            }
        }
    }
}
