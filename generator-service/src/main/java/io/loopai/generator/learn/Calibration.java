package io.loopai.generator.learn;

import java.util.Arrays;

/**
 * Turns the scores of labels into probabilities: one temperature for all (Guo et al., ICML 2017) and
 * a shift for each label, which brings back how common the labels are after a training in which all
 * counted alike.
 *
 * <p>Fitted to out-of-fold scores by gradient descent on the logarithmic loss, the shifts with a
 * penalty that keeps those of rare labels small.
 */
final class Calibration {

    private static final int STEPS = 200;
    private static final double RATE = 0.5;
    private static final double PENALTY = 2;

    /** Smaller steps change no probability that anybody would see. */
    private static final double SMALLEST_STEP = 1e-4;

    private static final double LEAST_LOG_FACTOR = -3;
    private static final double MOST_LOG_FACTOR = 3;

    /** With less, hardly more is left of scores than how common labels are. */
    private static final double LEAST_LOG_FACTOR_OF_HEARD = -1;

    private final double factor;
    private final double[] shifts;

    private Calibration(double factor, double[] shifts) {
        this.factor = factor;
        this.shifts = shifts;
    }

    /** Leaves scores as they are. */
    static Calibration none(int labels) {
        return new Calibration(1, new double[labels]);
    }

    /**
     * Fits to the scores of these rows.
     *
     * @param scores by row and label
     * @param labels the right one of each row
     */
    static Calibration fit(double[][] scores, int[] labels, int[] rows, int labelCount) {
        return fit(scores, labels, rows, labelCount, LEAST_LOG_FACTOR);
    }

    /** The same, but never multiplies scores by less than e⁻¹, however little they say of these rows. */
    static Calibration hearing(double[][] scores, int[] labels, int[] rows, int labelCount) {
        return fit(scores, labels, rows, labelCount, LEAST_LOG_FACTOR_OF_HEARD);
    }

    private static Calibration fit(
            double[][] scores, int[] labels, int[] rows, int labelCount, double leastLogFactor) {
        if (rows.length == 0) {
            return none(labelCount);
        }
        double logFactor = 0;
        double[] shifts = new double[labelCount];
        double[] p = new double[labelCount];
        double[] slopes = new double[labelCount];
        for (int step = 0; step < STEPS; step++) {
            double factor = Math.exp(logFactor);
            double slope = 0;
            Arrays.fill(slopes, 0);
            for (int row : rows) {
                double[] of = scores[row];
                probabilities(of, factor, shifts, p);
                p[labels[row]]--;
                for (int label = 0; label < labelCount; label++) {
                    slopes[label] += p[label];
                    slope += p[label] * of[label];
                }
            }
            slope *= factor;
            double largest = Math.abs(RATE * slope / rows.length);
            logFactor -= RATE * slope / rows.length;
            logFactor = Math.max(leastLogFactor, Math.min(MOST_LOG_FACTOR, logFactor));
            for (int label = 0; label < labelCount; label++) {
                double gradient = (slopes[label] + PENALTY * shifts[label]) / rows.length;
                double change = RATE * Math.min(labelCount, 10) * gradient;
                shifts[label] -= change;
                largest = Math.max(largest, Math.abs(change));
            }
            if (largest < SMALLEST_STEP) {
                break;
            }
        }
        return new Calibration(Math.exp(logFactor), shifts);
    }

    /** Whether the same label is the likeliest for all of these rows. */
    boolean answersAlike(double[][] scores, int[] rows) {
        return Arrays.stream(rows)
                        .map(row -> LearnedCandidate.best(probabilities(scores[row])))
                        .distinct()
                        .count()
                == 1;
    }

    double[] probabilities(double[] scores) {
        double[] p = new double[scores.length];
        probabilities(scores, factor, shifts, p);
        return p;
    }

    private static void probabilities(double[] scores, double factor, double[] shifts, double[] p) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < p.length; i++) {
            p[i] = factor * scores[i] + shifts[i];
            most = Math.max(most, p[i]);
        }
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(p[i] - most);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
    }

    /** What scores are multiplied with. */
    double factor() {
        return factor;
    }

    /** What is added to the score of a label; of two, to that of the second over the first. */
    double shift(int label) {
        return shifts.length == 2 ? shifts[1] - shifts[0] : shifts[label];
    }
}
