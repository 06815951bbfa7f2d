package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {

    private static final int COLUMNS = 30;
    private static final int ROWS = 200;

    private final Random random = new Random(3);

    /** Where the loss with the penalty is smallest, its slope is 0 for every weight. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 16, 19})
    void shouldFindTheWeightsWithTheLeastLoss(int outputs) {
        double[][] x = new double[ROWS][COLUMNS];
        SparseRows rows = randomRows(x);
        int[] outputOf = random.ints(ROWS, 0, Math.max(2, outputs)).toArray();
        double[][] costs = new double[outputs][];
        for (int output = 0; output < outputs; output++) {
            costs[output] = new double[] {0.5 + random.nextDouble(), 0.5 + random.nextDouble()};
        }

        double[] counts = random.doubles(ROWS, 0.1, 2).toArray();

        float[][] weights = new LogisticRegression(rows, costs, counts).train(outputOf);

        for (int output = 0; output < outputs; output++) {
            double[] slope = new double[COLUMNS];
            for (int column = 0; column < COLUMNS; column++) {
                slope[column] = weights[column][output];
            }
            for (int row = 0; row < ROWS; row++) {
                double sign = outputOf[row] == output ? 1 : -1;
                double score = 0;
                for (int column = 0; column < COLUMNS; column++) {
                    score += x[row][column] * weights[column][output];
                }
                double cost = counts[row] * costs[output][sign > 0 ? 1 : 0];
                double pull = cost * sign / (1 + Math.exp(sign * score));
                for (int column = 0; column < COLUMNS; column++) {
                    slope[column] -= pull * x[row][column];
                }
            }
            assertThat(slope).containsExactly(new double[COLUMNS], within(0.2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void shouldLeaveOutputsAloneThatHaveNoCosts(int outputs) {
        SparseRows rows = randomRows(new double[ROWS][COLUMNS]);
        double[][] costs = new double[outputs][];
        costs[1] = new double[] {1, 1};
        double[] counts = new double[ROWS];
        Arrays.fill(counts, 1);

        float[][] weights =
                new LogisticRegression(rows, costs, counts)
                        .train(random.ints(ROWS, 0, outputs).toArray());

        for (float[] of : weights) {
            assertThat(of[0]).isZero();
            assertThat(of[1]).isNotZero();
        }
    }

    /** All values are there a second time in x. */
    private SparseRows randomRows(double[][] x) {
        int[] start = new int[ROWS + 1];
        int[] columns = new int[ROWS * COLUMNS];
        float[] values = new float[columns.length];
        int size = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                if (column == COLUMNS - 1 || random.nextInt(3) == 0) {
                    values[size] = column == COLUMNS - 1 ? 1 : (float) random.nextGaussian();
                    x[row][column] = values[size];
                    columns[size++] = column;
                }
            }
            start[row + 1] = size;
        }
        return new SparseRows(COLUMNS, start, columns, values);
    }
}
