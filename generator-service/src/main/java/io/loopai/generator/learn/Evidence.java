package io.loopai.generator.learn;

/**
 * How well labels go with a measure of similarity between rows, where there are too few rows for
 * cross-validation: the logarithm of the marginal likelihood of a Gaussian process (Rasmussen and
 * Williams, Gaussian Processes for Machine Learning, 2006, 5.4), with the labels' indicators as its
 * values, their mean and spread taken as known, and as much noise as signal.
 *
 * <p>Only differences say something: if one is larger by 1, its measure makes these labels e times as
 * likely.
 */
final class Evidence {

    private static final double LEAST_TRACE = 1e-9;

    private Evidence() {}

    /**
     * The evidence for a measure of similarity. Takes time with the cube of the number of rows.
     *
     * @param similarity of each two rows
     * @param labels of the rows, from 0 on
     */
    static double of(double[][] similarity, int[] labels, int labelCount) {
        int n = labels.length;
        double[][] root = choleskyRoot(withNoise(similarity));
        double logDeterminant = 0;
        for (int i = 0; i < n; i++) {
            logDeterminant += 2 * Math.log(root[i][i]);
        }
        double misfit = 0;
        int told = 0;
        for (int label = 0; label < labelCount; label++) {
            double[] indicator = standardised(labels, label);
            if (indicator != null) {
                told++;
                misfit += squaredLength(solve(root, indicator));
            }
        }
        if (told == 0) {
            return 0; // all rows have one label, which no measure makes likelier than another
        }
        // The scale of signal and noise is the most likely one.
        return -0.5 * told * ((n - 1) * Math.log(misfit / ((n - 1) * told)) + logDeterminant);
    }

    /** Centred and of trace n - 1, so that no measure wins by its size; with noise of variance 1. */
    private static double[][] withNoise(double[][] similarity) {
        int n = similarity.length;
        double[] mean = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mean[i] += similarity[i][j] / n;
            }
            all += mean[i] / n;
        }
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += similarity[i][i] - 2 * mean[i] + all;
        }
        double scale = trace > LEAST_TRACE ? (n - 1) / trace : 0; // 0 where all rows are alike
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double centred = similarity[i][j] - mean[i] - mean[j] + all;
                matrix[i][j] = centred * scale + (i == j ? 1 : 0);
            }
        }
        return matrix;
    }

    /** The lower triangular matrix whose product with its transpose is the given one. */
    private static double[][] choleskyRoot(double[][] matrix) {
        int n = matrix.length;
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
            }
        }
        return root;
    }

    private static double[] solve(double[][] root, double[] right) {
        double[] solution = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= root[i][k] * solution[k];
            }
            solution[i] = sum / root[i][i];
        }
        return solution;
    }

    /** Which rows have the label, with mean 0 and variance 1; null when all or none have it. */
    private static double[] standardised(int[] labels, int label) {
        int count = 0;
        for (int each : labels) {
            count += each == label ? 1 : 0;
        }
        if (count == 0 || count == labels.length) {
            return null;
        }
        double mean = (double) count / labels.length;
        double deviation = Math.sqrt(mean * (1 - mean));
        double[] indicator = new double[labels.length];
        for (int i = 0; i < indicator.length; i++) {
            indicator[i] = ((labels[i] == label ? 1 : 0) - mean) / deviation;
        }
        return indicator;
    }

    private static double squaredLength(double[] vector) {
        double sum = 0;
        for (double each : vector) {
            sum += each * each;
        }
        return sum;
    }
}
