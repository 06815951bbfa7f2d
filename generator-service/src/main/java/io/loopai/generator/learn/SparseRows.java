package io.loopai.generator.learn;

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
}
