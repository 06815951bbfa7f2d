package io.loopai.generator.learn;

import io.loopai.program.text.ScorePool;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How much a learned model and each written program count in a {@link ScorePool}.
 *
 * <p>Few numbers, each held back to what it is without any labelled rows to learn from: so a hundred
 * rows are enough, and where they say little, little changes.
 *
 * @param learned weight of the model's log-probabilities
 * @param worth by program: of any answer
 * @param weight by program: of the log-odds of its confidence
 * @param shift by label
 */
record Pool(double learned, double[] worth, double[] weight, double[] shift) {

    private static final double LEARNED = 0.7;

    /** Shared among all programs: they err together. */
    private static final double PROGRAMS = 0.75;

    private static final double HOLDS_WEIGHTS = 10;
    private static final double HOLDS_WORTH = 3;
    private static final double HOLDS_SHIFTS = 20;

    /** Next to nothing against thousands of rows without labels. */
    private static final double HOLDS_SHARES = 1;

    /** Programs of which a model confirms less, against what is usual, are shared among as usual. */
    private static final double LEAST_CONFIRMED = 0.1;

    private static final int MOST_STEPS = 30;
    private static final double SMALLEST_STEP = 1e-6;

    /**
     * What programs say of a row.
     *
     * @param labels by program; -1 for no answer
     * @param logOdds by program: of its confidence
     */
    record Votes(int[] labels, double[] logOdds) {}

    /** A model's probabilities as pools count them. */
    static double[] logs(double[] probabilities) {
        return Arrays.stream(probabilities).map(ScorePool::logarithm).toArray();
    }

    /** Before anything is known. */
    static Pool usual(int programs, int labels) {
        double[] each = new double[programs];
        Arrays.fill(each, PROGRAMS / programs);
        return new Pool(LEARNED, each, each.clone(), new double[labels]);
    }

    /**
     * Before any label is known of what programs say: all of them together count as much as usual,
     * each as far as it explains what a model believes of rows that nobody has labelled.
     *
     * @param beliefs by row and label, of a model that has not learned from any program
     */
    static Pool shared(double[][] beliefs, Votes[] votes) {
        int programs = votes[0].labels.length;
        int labels = beliefs[0].length;
        Pool usual = usual(programs, labels);
        double[] hold = new double[usual.numbers().length];
        Arrays.fill(hold, HOLDS_SHARES);
        int[] all = IntStream.range(0, votes.length).toArray();
        double[][] silent = new double[votes.length][labels];
        Pool explains = fit(usual, hold, silent, votes, row -> beliefs[row], all);
        double confirmed = explains.said(votes) / usual.said(votes);
        if (!(confirmed > LEAST_CONFIRMED)) { // nor where no program says anything
            return usual;
        }
        return new Pool(
                LEARNED,
                Arrays.stream(explains.worth).map(x -> x / confirmed).toArray(),
                Arrays.stream(explains.weight).map(x -> x / confirmed).toArray(),
                usual.shift);
    }

    /** What all programs together add to their answers. */
    private double said(Votes[] votes) {
        double sum = 0;
        for (Votes of : votes) {
            for (int i = 0; i < worth.length; i++) {
                sum += of.labels[i] < 0 ? 0 : worth[i] + weight[i] * of.logOdds[i];
            }
        }
        return sum;
    }

    /**
     * The most probable one.
     *
     * @param prior what it is held back to
     * @param logs by row and label: the model's log-probabilities, of models that did not learn from
     *     the row
     * @param right label of each row
     * @param rows which of them to learn from
     */
    static Pool fit(Pool prior, double[][] logs, Votes[] votes, int[] right, int[] rows) {
        int programs = prior.worth.length;
        double[] hold = new double[prior.numbers().length];
        Arrays.fill(hold, HOLDS_SHIFTS);
        Arrays.fill(hold, 0, 1 + 2 * programs, HOLDS_WEIGHTS);
        Arrays.fill(hold, 1, 1 + programs, HOLDS_WORTH);
        double[][] certain = new double[prior.shift.length][prior.shift.length];
        for (int label = 0; label < certain.length; label++) {
            certain[label][label] = 1;
        }
        return fit(prior, hold, logs, votes, row -> certain[right[row]], rows);
    }

    /**
     * Multinomial logistic regression on a normal prior, by Newton's method.
     *
     * @param wanted of a row, the probabilities of its labels
     */
    private static Pool fit(
            Pool prior,
            double[] hold,
            double[][] logs,
            Votes[] votes,
            IntFunction<double[]> wanted,
            int[] rows) {
        int programs = prior.worth.length;
        double[] start = prior.numbers();
        double[] numbers = start.clone();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] slope = new double[start.length];
            double[][] curve = new double[start.length][start.length];
            for (int i = 0; i < start.length; i++) {
                slope[i] = hold[i] * (numbers[i] - start[i]);
                curve[i][i] = hold[i];
            }
            Pool at = of(numbers, programs);
            for (int row : rows) {
                at.addTo(slope, curve, logs[row], votes[row], wanted.apply(row));
            }
            double[] change = Cholesky.solve(curve, slope);
            double largest = Arrays.stream(change).map(Math::abs).max().orElse(0);
            double share = Math.min(1, 1 / largest);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] -= share * change[i];
            }
            if (largest < SMALLEST_STEP) {
                break;
            }
        }
        return of(numbers, programs);
    }

    private double[] numbers() {
        double[] numbers = new double[1 + 2 * worth.length + shift.length];
        numbers[0] = learned;
        System.arraycopy(worth, 0, numbers, 1, worth.length);
        System.arraycopy(weight, 0, numbers, 1 + worth.length, worth.length);
        System.arraycopy(shift, 0, numbers, 1 + 2 * worth.length, shift.length);
        return numbers;
    }

    private static Pool of(double[] numbers, int programs) {
        return new Pool(
                numbers[0],
                Arrays.copyOfRange(numbers, 1, 1 + programs),
                Arrays.copyOfRange(numbers, 1 + programs, 1 + 2 * programs),
                Arrays.copyOfRange(numbers, 1 + 2 * programs, numbers.length));
    }

    /**
     * What a row says of how the numbers should change: the evidence for what is wanted against that
     * for what is believed.
     */
    private void addTo(
            double[] slope, double[][] curve, double[] logs, Votes votes, double[] wanted) {
        double[] p = probabilities(logs, votes);
        double[] mean = new double[slope.length];
        double[][] evidence = new double[p.length][];
        for (int label = 0; label < p.length; label++) {
            evidence[label] = evidence(label, logs, votes, slope.length);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += p[label] * evidence[label][i];
            }
        }
        for (int label = 0; label < p.length; label++) {
            for (int i = 0; i < slope.length; i++) {
                slope[i] += (p[label] - wanted[label]) * evidence[label][i];
                double of = p[label] * (evidence[label][i] - mean[i]);
                for (int j = 0; j <= i; j++) {
                    curve[i][j] += of * (evidence[label][j] - mean[j]);
                }
            }
        }
    }

    private double[] evidence(int label, double[] logs, Votes votes, int size) {
        double[] evidence = new double[size];
        evidence[0] = logs[label];
        for (int i = 0; i < worth.length; i++) {
            if (votes.labels[i] == label) {
                evidence[1 + i] = 1;
                evidence[1 + worth.length + i] = votes.logOdds[i];
            }
        }
        evidence[1 + 2 * worth.length + label] = 1;
        return evidence;
    }

    /** As {@link ScorePool} makes them. */
    double[] probabilities(double[] logs, Votes votes) {
        double[] p = new double[logs.length];
        for (int label = 0; label < p.length; label++) {
            p[label] = learned * logs[label] + shift[label];
        }
        for (int i = 0; i < worth.length; i++) {
            if (votes.labels[i] >= 0) {
                p[votes.labels[i]] += worth[i] + weight[i] * votes.logOdds[i];
            }
        }
        double most = Arrays.stream(p).max().orElse(0);
        Arrays.setAll(p, label -> Math.exp(p[label] - most));
        double sum = Arrays.stream(p).sum();
        Arrays.setAll(p, label -> p[label] / sum);
        return p;
    }
}
