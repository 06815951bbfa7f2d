package io.loopai.generator.learn;

import java.util.Arrays;

/**
 * A matrix most of whose values are 0, row by row: of each row the columns that are not, and their
 * values, one behind the other.
 *
 * @param width how many columns there are
 * @param start where each row begins, and where the last one ends
 */
record SparseRows(int width, int[] start, int[] columns, float[] values) {

    /**
     * The same from an array for each row.
     *
     * @param columns of the values of each row
     */
    static SparseRows of(int width, int[][] columns, double[][] values) {
        int[] start = new int[columns.length + 1];
        for (int row = 0; row < columns.length; row++) {
            start[row + 1] = start[row] + columns[row].length;
        }
        int[] allColumns = new int[start[columns.length]];
        float[] allValues = new float[allColumns.length];
        for (int row = 0; row < columns.length; row++) {
            for (int i = 0; i < columns[row].length; i++) {
                allColumns[start[row] + i] = columns[row][i];
                allValues[start[row] + i] = (float) values[row][i];
            }
        }
        return new SparseRows(width, start, allColumns, allValues);
    }

    int size() {
        return start.length - 1;
    }

    /** Only these rows, in this order. */
    SparseRows only(int[] rows) {
        int[] starts = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            starts[i + 1] = starts[i] + start[rows[i] + 1] - start[rows[i]];
        }
        int[] someColumns = new int[starts[rows.length]];
        float[] someValues = new float[someColumns.length];
        for (int i = 0; i < rows.length; i++) {
            int length = starts[i + 1] - starts[i];
            System.arraycopy(columns, start[rows[i]], someColumns, starts[i], length);
            System.arraycopy(values, start[rows[i]], someValues, starts[i], length);
        }
        return new SparseRows(width, starts, someColumns, someValues);
    }

    /** These rows, and behind them others of the same width. */
    SparseRows and(SparseRows others) {
        int[] starts = Arrays.copyOf(start, size() + others.size() + 1);
        for (int i = 0; i < others.size(); i++) {
            starts[size() + i + 1] = start[size()] + others.start[i + 1];
        }
        int[] allColumns = Arrays.copyOf(columns, starts[starts.length - 1]);
        float[] allValues = Arrays.copyOf(values, allColumns.length);
        System.arraycopy(others.columns, 0, allColumns, start[size()], others.columns.length);
        System.arraycopy(others.values, 0, allValues, start[size()], others.values.length);
        return new SparseRows(width, starts, allColumns, allValues);
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

    /** The product with a dense matrix that has a row for each column of this one. */
    double[][] times(double[][] dense) {
        double[][] product = new double[size()][widthOf(dense)];
        for (int row = 0; row < product.length; row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                add(product[row], dense[columns[i]], values[i]);
            }
        }
        return product;
    }

    /** The product of the transposed of this one with a dense matrix that has as many rows. */
    double[][] transposedTimes(double[][] dense) {
        double[][] product = new double[width][widthOf(dense)];
        for (int row = 0; row < size(); row++) {
            for (int i = start[row]; i < start[row + 1]; i++) {
                add(product[columns[i]], dense[row], values[i]);
            }
        }
        return product;
    }

    private static int widthOf(double[][] dense) {
        return dense.length == 0 ? 0 : dense[0].length;
    }

    private static void add(double[] to, double[] what, double times) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }
}
