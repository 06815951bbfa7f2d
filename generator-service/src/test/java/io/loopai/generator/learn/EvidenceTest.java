package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final int[] LABELS = {0, 0, 1, 1};
    private static final double[][] OF_LABELS = groups(0, 0, 1, 1);
    private static final double[][] OF_NOTHING = groups(0, 1, 0, 1);

    @Test
    void shouldBeForRowsOfOneLabelBeingAlike() {
        assertThat(Evidence.of(OF_LABELS, LABELS, 2))
                .isGreaterThan(Evidence.of(groups(0, 1, 2, 3), LABELS, 2) + Math.log(1.5));
        assertThat(Evidence.of(groups(0, 1, 2, 3), LABELS, 2))
                .isGreaterThan(Evidence.of(OF_NOTHING, LABELS, 2));
    }

    /** Two groups of two: the variance is 1 + 3 along what tells them apart, and 1 along all else. */
    @Test
    void shouldFollowTheDefinition() {
        double determinant = 1 + 3;
        double misfit = 4 / determinant; // of each of the two labels

        assertThat(Evidence.of(OF_LABELS, LABELS, 2))
                .isCloseTo(-(3 * Math.log(misfit / 3) + Math.log(determinant)), within(1e-9));
    }

    @Test
    void shouldNotDependOnTheSizeOfSimilaritiesOrOnWhatAllRowsShare() {
        double[][] other =
                Arrays.stream(OF_LABELS)
                        .map(row -> Arrays.stream(row).map(each -> 7 * each + 3).toArray())
                        .toArray(double[][]::new);

        assertThat(Evidence.of(other, LABELS, 2))
                .isCloseTo(Evidence.of(OF_LABELS, LABELS, 2), within(1e-9));
    }

    @Test
    void shouldStayFiniteWhereAllRowsAreAlikeOrALabelHasNone() {
        assertThat(Evidence.of(groups(0, 0, 0, 0), LABELS, 3)).isFinite();
    }

    /** A field of an answer may have been the same so far: it says nothing for or against a measure. */
    @Test
    void shouldSayNothingWhereAllRowsHaveOneLabel() {
        assertThat(Evidence.of(OF_LABELS, new int[] {0, 0, 0, 0}, 1)).isZero();
    }

    /** Rows of the same group are alike. */
    private static double[][] groups(int... groups) {
        double[][] similarity = new double[groups.length][groups.length];
        for (int i = 0; i < groups.length; i++) {
            for (int j = 0; j < groups.length; j++) {
                similarity[i][j] = groups[i] == groups[j] ? 1 : 0;
            }
        }
        return similarity;
    }
}
