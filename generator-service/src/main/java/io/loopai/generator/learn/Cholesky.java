package io.loopai.generator.learn;

/** Solves systems of linear equations whose matrix is symmetric and positive definite. */
final class Cholesky {

    private Cholesky() {}

    /**
     * The x with {@code matrix x = wanted}.
     *
     * @param matrix its lower triangle; overwritten
     */
    static double[] solve(double[][] matrix, double[] wanted) {
        int size = wanted.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
        }
        double[] x = wanted.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= matrix[i][k] * x[k];
            }
            x[i] /= matrix[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                x[i] -= matrix[k][i] * x[k];
            }
            x[i] /= matrix[i][i];
        }
        return x;
    }
}
