package io.loopai.generator.learn;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations (Golub, Van
 * Loan, Matrix Computations, 8.5).
 */
final class SymmetricEigen {

    private static final int MOST_SWEEPS = 50;
    private static final double TINY = 1e-22;

    private SymmetricEigen() {}

    /**
     * Turns the matrix into a diagonal one.
     *
     * @param matrix symmetric; afterwards its diagonal holds the eigenvalues
     * @return the eigenvectors, as columns in the order of the eigenvalues
     */
    static double[][] diagonalise(double[][] matrix) {
        int size = matrix.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(matrix); sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (matrix[p][q] != 0) {
                        rotate(matrix, vectors, p, q);
                    }
                }
            }
        }
        return vectors;
    }

    private static boolean isDiagonal(double[][] matrix) {
        double inside = 0;
        double outside = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                double square = matrix[i][j] * matrix[i][j];
                inside += i == j ? square : 0;
                outside += i == j ? 0 : square;
            }
        }
        return outside <= TINY * inside;
    }

    /** Makes the entry at p, q zero. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(1, theta));
        double c = 1 / Math.hypot(1, t);
        double s = c * t;
        for (double[] row : matrix) {
            turn(row, p, q, c, s);
        }
        for (int i = 0; i < matrix.length; i++) {
            double one = matrix[p][i];
            double other = matrix[q][i];
            matrix[p][i] = c * one - s * other;
            matrix[q][i] = s * one + c * other;
        }
        for (double[] row : vectors) {
            turn(row, p, q, c, s);
        }
    }

    private static void turn(double[] row, int p, int q, double c, double s) {
        double one = row[p];
        double other = row[q];
        row[p] = c * one - s * other;
        row[q] = s * one + c * other;
    }
}
