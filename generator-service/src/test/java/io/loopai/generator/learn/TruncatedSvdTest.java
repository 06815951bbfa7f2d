package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TruncatedSvdTest {

    /** The matrix is a sum of two known directions, and noise. */
    @Test
    void shouldFindTheDirectionsInWhichRowsDifferMost() {
        Random random = new Random(1);
        int columns = 60;
        double[] first = unit(columns, i -> i < 30 ? 1 : 0);
        double[] second = unit(columns, i -> i < 30 ? 0 : i % 2 == 0 ? 1 : -1);
        double[][] rows = new double[200][columns];
        for (double[] row : rows) {
            double along = 10 * random.nextGaussian();
            double across = 4 * random.nextGaussian();
            Arrays.setAll(
                    row, i -> along * first[i] + across * second[i] + 0.05 * random.nextGaussian());
        }

        double[][] found = TruncatedSvd.directions(sparse(rows), 2);

        assertThat(Math.abs(product(column(found, 0), first))).isCloseTo(1, within(1e-3));
        assertThat(Math.abs(product(column(found, 1), second))).isCloseTo(1, within(1e-3));
        assertThat(product(column(found, 0), column(found, 1))).isCloseTo(0, within(1e-9));
        assertThat(product(column(found, 0), column(found, 0))).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldFindNoMoreDirectionsThanThereAre() {
        double[][] rows = {{1, 2, 0}, {2, 4, 0}, {-1, -2, 0}, {0, 0, 0}};

        double[][] found = TruncatedSvd.directions(sparse(rows), 20);

        assertThat(found).hasDimensions(3, 1);
        assertThat(Math.abs(found[1][0] / found[0][0])).isCloseTo(2, within(1e-9));
        assertThat(TruncatedSvd.directions(sparse(new double[0][0]), 20)).isEmpty();
    }

    private static double[] unit(int size, java.util.function.IntToDoubleFunction of) {
        double[] vector = IntStream.range(0, size).mapToDouble(of).toArray();
        double length = Math.sqrt(product(vector, vector));
        return Arrays.stream(vector).map(x -> x / length).toArray();
    }

    private static double[] column(double[][] matrix, int column) {
        return Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray();
    }

    private static double product(double[] one, double[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> one[i] * other[i]).sum();
    }

    private static SparseRows sparse(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        int[][] indexes = new int[rows.length][];
        double[][] values = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            indexes[i] = IntStream.range(0, columns).filter(at -> row[at] != 0).toArray();
            values[i] = Arrays.stream(indexes[i]).mapToDouble(at -> row[at]).toArray();
        }
        return SparseRows.of(columns, indexes, values);
    }
}
