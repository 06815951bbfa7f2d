package io.loopai.generator.learn;

import java.util.Arrays;

/**
 * Rows of numbers most of which are 0: of each row the columns that are not, and their values, one
 * behind the other.
 *
 * @param start where each row begins, and where the last one ends
 */
record SparseRows(int[] start, int[] columns, float[] values) {

    int size() {
        return start.length - 1;
    }

    /** The sum of the squares of a row's values. */
    double square(int row) {
        double sum = 0;
        for (int i = start[row]; i < start[row + 1]; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }

    /** The products of each two rows, for few rows. */
    double[][] products() {
        int width = Arrays.stream(columns).max().orElse(-1) + 1;
        double[] spread = new double[width];
        double[][] products = new double[size()][size()];
        for (int row = 0; row < size(); row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                spread[columns[i]] += values[i];
            }
            for (int other = 0; other <= row; other++) {
                double sum = 0;
                for (int i = start[other]; i < start[other + 1]; i++) {
                    sum += spread[columns[i]] * values[i];
                }
                products[row][other] = sum;
                products[other][row] = sum;
            }
            for (int i = start[row]; i < start[row + 1]; i++) {
                spread[columns[i]] = 0;
            }
        }
        return products;
    }
}
