package io.loopai.generator.learn;

/**
 * A sparse matrix, row by row.
 *
 * @param columns how many there are
 * @param indexes of the entries of each row
 * @param values of the same entries
 */
record SparseRows(int columns, int[][] indexes, double[][] values) {

    int size() {
        return indexes.length;
    }

    /** The product with a dense matrix that has a row for each column of this one. */
    double[][] times(double[][] dense) {
        int width = dense.length == 0 ? 0 : dense[0].length;
        double[][] product = new double[size()][width];
        for (int row = 0; row < product.length; row++) {
            for (int i = 0; i < indexes[row].length; i++) {
                add(product[row], dense[indexes[row][i]], values[row][i]);
            }
        }
        return product;
    }

    /** The product of the transposed of this one with a dense matrix that has as many rows. */
    double[][] transposedTimes(double[][] dense) {
        int width = dense.length == 0 ? 0 : dense[0].length;
        double[][] product = new double[columns][width];
        for (int row = 0; row < size(); row++) {
            for (int i = 0; i < indexes[row].length; i++) {
                add(product[indexes[row][i]], dense[row], values[row][i]);
            }
        }
        return product;
    }

    private static void add(double[] to, double[] what, double times) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }
}
