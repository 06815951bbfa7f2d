package io.loopai.generator.learn;

import java.util.Arrays;
import java.util.Random;

/**
 * Logistic regression with squared weights as penalty, for each output against the others: coordinate
 * descent on the dual problem (Yu, Huang, Lin: Dual coordinate descent methods for logistic regression
 * and maximum entropy models, Machine Learning 85, 2011, algorithm 5).
 *
 * <p>All outputs are trained side by side: a row's columns are looked up once for all of them, and the
 * weights of one column lie side by side ({@link WeightRows}).
 */
final class LogisticRegression {

    private static final double TOLERANCE = 0.05;
    private static final int MOST_ROUNDS = 60;
    private static final long SEED = 1;

    /** How exactly one step solves its problem of one variable, and in how many rounds at most. */
    private static final double STEP_TOLERANCE = 0.01;

    private static final int MOST_STEP_ROUNDS = 100;
    private static final double INWARDS = 0.1;

    private final SparseRows rows;
    private final int outputs;
    private final double[][] costs;
    private final double[] counts;
    private final boolean[] done;

    private final WeightRows weights;

    /** By row and output: the dual variable, and what it may still grow, both above 0. */
    private final double[] alpha;

    private final double[] rest;

    private final float[] sums;
    private final float[] changes;

    /**
     * @param costs by output: of an error on a row that is not of the output, and on one that is; null
     *     for outputs that are not to be trained
     * @param counts how much each row counts; its costs are multiplied with it
     */
    LogisticRegression(SparseRows rows, double[][] costs, double[] counts) {
        this.rows = rows;
        this.counts = counts;
        this.outputs = costs.length;
        this.costs = costs;
        this.done = new boolean[outputs];
        this.weights = new WeightRows(rows, outputs);
        this.alpha = new double[rows.size() * outputs];
        this.rest = new double[alpha.length];
        this.sums = new float[outputs];
        this.changes = new float[outputs];
    }

    /**
     * Trains.
     *
     * @param outputOf the output of each row; some other number for none
     * @return weights by column and output; 0 for outputs that are not trained
     */
    float[][] train(int[] outputOf) {
        begin(outputOf);
        int[] order = new int[rows.size()];
        Arrays.setAll(order, i -> i);
        double[] squares = new double[order.length];
        Arrays.setAll(squares, rows::square);
        Random random = new Random(SEED);
        double[] worst = new double[outputs];
        for (int round = 0; round < MOST_ROUNDS && !allDone(); round++) {
            Arrays.fill(worst, 0);
            for (int i = 0; i < order.length; i++) {
                swap(order, i, i + random.nextInt(order.length - i));
                improve(order[i], squares[order[i]], outputOf[order[i]], worst);
            }
            for (int output = 0; output < outputs; output++) {
                done[output] |= worst[output] < TOLERANCE;
            }
        }
        return weights.weights();
    }

    /** Close to 0, but not there: the logarithms of both parts are needed. */
    private void begin(int[] outputOf) {
        for (int row = 0; row < rows.size(); row++) {
            for (int output = 0; output < outputs; output++) {
                done[output] = costs[output] == null;
                if (!done[output]) {
                    boolean positive = outputOf[row] == output;
                    double cost = counts[row] * costs[output][positive ? 1 : 0];
                    int at = row * outputs + output;
                    alpha[at] = Math.min(0.001 * cost, 1e-8);
                    rest[at] = cost - alpha[at];
                    changes[output] = (float) (positive ? alpha[at] : -alpha[at]);
                }
            }
            weights.add(row, changes);
        }
    }

    private boolean allDone() {
        for (boolean each : done) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    private static void swap(int[] order, int one, int other) {
        int before = order[one];
        order[one] = order[other];
        order[other] = before;
    }

    /** Finds the best value of a row's dual variables, each by itself. */
    private void improve(int row, double square, int rowsOutput, double[] worst) {
        weights.score(row, sums);
        boolean changed = false;
        for (int output = 0; output < outputs; output++) {
            changes[output] = 0;
            if (!done[output]) {
                double sign = output == rowsOutput ? 1 : -1;
                double change =
                        step(row * outputs + output, square, sign * sums[output], worst, output);
                changes[output] = (float) (sign * change);
                changed |= change != 0;
            }
        }
        if (changed) {
            weights.add(row, changes);
        }
    }

    /**
     * Newton's method on the smaller part of the variable, which decides how exact the other one is.
     *
     * @return by how much the variable has grown
     */
    private double step(int at, double square, double margin, double[] worst, int output) {
        boolean turned = 0.5 * square * (rest[at] - alpha[at]) + margin < 0;
        double old = turned ? rest[at] : alpha[at];
        double cost = alpha[at] + rest[at];
        double slope = turned ? -margin : margin;
        double z = cost - old < 0.5 * cost ? INWARDS * old : old;
        double gradient = square * (z - old) + slope + Math.log(z / (cost - z));
        worst[output] = Math.max(worst[output], Math.abs(gradient));
        if (Math.abs(gradient) < STEP_TOLERANCE) {
            return 0;
        }
        for (int i = 0; i < MOST_STEP_ROUNDS && Math.abs(gradient) >= STEP_TOLERANCE; i++) {
            double next = z - gradient / (square + cost / (cost - z) / z);
            z = next <= 0 ? INWARDS * z : next;
            gradient = square * (z - old) + slope + Math.log(z / (cost - z));
        }
        alpha[at] = turned ? cost - z : z;
        rest[at] = turned ? z : cost - z;
        return turned ? old - z : z - old;
    }
}
