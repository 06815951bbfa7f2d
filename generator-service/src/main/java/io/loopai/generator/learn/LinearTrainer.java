package io.loopai.generator.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.loopai.features.Block;
import io.loopai.features.FeatureList;
import io.loopai.features.TextFeatures;
import java.util.Arrays;
import java.util.Random;

/**
 * Trains a linear model for each label against the others: logistic regression with squared weights
 * as penalty, all labels counting alike (liblinear: Fan et al., JMLR 9, 2008).
 */
final class LinearTrainer {

    private static final int BLOCKS = Block.values().length;
    private static final double TOLERANCE = 0.05;
    private static final int MOST_ROUNDS = 60;
    private static final long SEED = 1;

    /** From so many rows on, what only one of them has is noise. */
    private static final int MANY_ROWS = 1_000;

    static {
        Linear.disableDebugOutput();
    }

    private final Vectors vectors;
    private final int[] labels;
    private final int labelCount;

    /**
     * @param labels of each row, from 0 on
     */
    LinearTrainer(Vectors vectors, int[] labels, int labelCount) {
        this.vectors = vectors;
        this.labels = labels;
        this.labelCount = labelCount;
    }

    /** Learns from these rows. At least two labels are among them. */
    LinearWeights train(int[] rows, Settings settings) {
        return train(rows, settings, null);
    }

    /**
     * The same with only the most telling features.
     *
     * @param most how many
     */
    LinearWeights train(int[] rows, Settings settings, int most) {
        LinearWeights all = train(rows, settings, null);
        return all.size() <= most ? all : train(rows, settings, all.strongest(most));
    }

    private LinearWeights train(int[] rows, Settings settings, int[] only) {
        int[] frequency = new int[TextFeatures.BUCKETS];
        byte[] blockOf = new byte[TextFeatures.BUCKETS];
        for (int row : rows) {
            for (int feature : vectors.row(row)) {
                frequency[FeatureList.bucket(feature)]++;
                blockOf[FeatureList.bucket(feature)] = (byte) FeatureList.block(feature);
            }
        }
        int[] buckets = only == null ? known(frequency, rows.length > MANY_ROWS ? 2 : 1) : only;
        int[] indexOf = new int[TextFeatures.BUCKETS];
        double[] factor = new double[buckets.length];
        for (int i = 0; i < buckets.length; i++) {
            boolean field = blockOf[buckets[i]] == Block.FIELDS.ordinal();
            indexOf[buckets[i]] = i + 1;
            factor[i] =
                    settings.rareFirst() && !field
                            ? Math.log((1.0 + rows.length) / (1 + frequency[buckets[i]])) + 1
                            : 1;
            factor[i] *= field ? settings.trust() : 1;
        }
        Problem problem = problem(rows, indexOf, factor);
        LinearWeights weights = new LinearWeights(buckets, labelCount);
        solve(problem, settings.cost(), weights);
        weights.multiply(factor);
        weights.describe(frequency, blockOf);
        return weights;
    }

    private static int[] known(int[] frequency, int least) {
        int[] buckets = new int[frequency.length];
        int size = 0;
        for (int bucket = 0; bucket < frequency.length; bucket++) {
            if (frequency[bucket] >= least) {
                buckets[size++] = bucket;
            }
        }
        return Arrays.copyOf(buckets, size);
    }

    private Problem problem(int[] rows, int[] indexOf, double[] factor) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = factor.length + 1;
        problem.x = new Feature[rows.length][];
        problem.y = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            problem.x[i] = vector(vectors.row(rows[i]), indexOf, factor);
            problem.y[i] = labels[rows[i]];
        }
        return problem;
    }

    private static Feature[] vector(int[] features, int[] indexOf, double[] factor) {
        int[] counts = new int[BLOCKS];
        int size = 0;
        for (int feature : features) {
            if (indexOf[FeatureList.bucket(feature)] > 0) {
                counts[FeatureList.block(feature)]++;
                size++;
            }
        }
        Feature[] vector = new Feature[size + 1];
        int at = 0;
        for (int feature : features) {
            int index = indexOf[FeatureList.bucket(feature)];
            if (index > 0) {
                double share = 1 / Math.sqrt(counts[FeatureList.block(feature)]);
                vector[at++] = new FeatureNode(index, factor[index - 1] * share);
            }
        }
        vector[at] = new FeatureNode(factor.length + 1, 1); // the bias
        return vector;
    }

    private void solve(Problem problem, double cost, LinearWeights weights) {
        int[] counts = new int[labelCount];
        for (double label : problem.y) {
            counts[(int) label]++;
        }
        double[] asked = problem.y;
        for (int output = 0; output < weights.outputs(); output++) {
            int label = output + labelCount - weights.outputs();
            if (counts[label] == 0 || counts[label] == problem.l) {
                weights.never(output, counts[label] > 0);
                continue;
            }
            problem.y = Arrays.stream(asked).map(y -> y == label ? 1 : -1).toArray();
            weights.set(output, binary(problem, cost, counts[label]));
        }
        problem.y = asked;
    }

    /** Weights of the features, the bias last, so that more is more of the label. */
    static double[] binary(Problem problem, double cost, int positives) {
        Parameter parameter = new Parameter(SolverType.L2R_LR_DUAL, cost, TOLERANCE);
        parameter.setMaxIters(MOST_ROUNDS);
        double balance = Math.sqrt((double) (problem.l - positives) / positives);
        parameter.setWeights(new double[] {balance, 1 / balance}, new int[] {1, -1});
        parameter.setRandom(new Random(SEED));
        Model model = Linear.train(problem, parameter);
        double[] weights = model.getFeatureWeights();
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= sign;
        }
        return weights;
    }
}
