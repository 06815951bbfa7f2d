package io.loopai.generator.learn;

import io.loopai.features.Block;
import io.loopai.features.FeatureList;
import io.loopai.features.TextFeatures;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Trains a linear model for each label against the others, by {@link LogisticRegression}, all labels
 * counting alike.
 */
final class LinearTrainer {

    private static final int BLOCKS = Block.values().length;

    /** Larger than other values, so that the penalty hardly holds it back. */
    private static final float BIAS = 3;

    /** From so many rows on, what only one of them has is noise. */
    private static final int MANY_ROWS = 1_000;

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
        Prepared prepared = prepared(rows, settings);
        LinearWeights weights = new LinearWeights(prepared.buckets, labelCount);
        solve(prepared.vectors, rows, settings.cost(), weights);
        weights.multiply(prepared.factor);
        weights.describe(prepared.frequency, prepared.blockOf);
        return weights;
    }

    /** How well the labels of these rows go with their texts, for comparing settings. */
    double evidence(int[] rows, Settings settings) {
        SparseRows vectors = prepared(rows, settings).vectors;
        int[] known = Arrays.stream(rows).map(row -> labels[row]).toArray();
        return Evidence.of(vectors.products(), known, labelCount);
    }

    /** Vectors of rows, and what belongs to their components. */
    private record Prepared(
            SparseRows vectors, int[] buckets, double[] factor, int[] frequency, byte[] blockOf) {}

    private Prepared prepared(int[] rows, Settings settings) {
        int[] frequency = new int[TextFeatures.BUCKETS];
        byte[] blockOf = new byte[TextFeatures.BUCKETS];
        for (int row : rows) {
            for (int feature : vectors.row(row)) {
                frequency[FeatureList.bucket(feature)]++;
                blockOf[FeatureList.bucket(feature)] = (byte) FeatureList.block(feature);
            }
        }
        int[] buckets = known(frequency, rows.length > MANY_ROWS ? 2 : 1);
        int[] indexOf = new int[TextFeatures.BUCKETS];
        double[] factor = new double[buckets.length];
        for (int i = 0; i < buckets.length; i++) {
            Block block = Block.values()[blockOf[buckets[i]]];
            indexOf[buckets[i]] = i + 1;
            factor[i] =
                    settings.rareFirst() && block != Block.FIELDS
                            ? Math.log((1.0 + rows.length) / (1 + frequency[buckets[i]])) + 1
                            : 1;
            factor[i] *= settings.share(block);
        }
        asLongAsUsual(buckets, frequency, blockOf, rows.length, factor);
        SparseRows vectors = vectors(rows, indexOf, factor);
        return new Prepared(vectors, buckets, factor, frequency, blockOf);
    }

    /** Makes the vector of a text of usual length as long as with a power of one half. */
    private static void asLongAsUsual(
            int[] buckets, int[] frequency, byte[] blockOf, int rows, double[] factor) {
        double[] usual = new double[BLOCKS];
        for (int bucket : buckets) {
            usual[blockOf[bucket]] += (double) frequency[bucket] / rows;
        }
        for (int i = 0; i < factor.length; i++) {
            factor[i] *= Math.pow(usual[blockOf[buckets[i]]], LinearWeights.POWER - 0.5);
        }
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

    private SparseRows vectors(int[] rows, int[] indexOf, double[] factor) {
        int[] start = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            start[i + 1] = start[i] + known(vectors.row(rows[i]), indexOf) + 1;
        }
        int[] columns = new int[start[rows.length]];
        float[] values = new float[columns.length];
        for (int i = 0; i < rows.length; i++) {
            int[] features = vectors.row(rows[i]);
            double[] share = shares(features, indexOf);
            int at = start[i];
            for (int feature : features) {
                int index = indexOf[FeatureList.bucket(feature)];
                if (index > 0) {
                    columns[at] = index - 1;
                    values[at++] = (float) (factor[index - 1] * share[FeatureList.block(feature)]);
                }
            }
            columns[at] = factor.length; // the bias
            values[at] = BIAS;
        }
        return new SparseRows(factor.length + 1, start, columns, values);
    }

    private static int known(int[] features, int[] indexOf) {
        int count = 0;
        for (int feature : features) {
            count += indexOf[FeatureList.bucket(feature)] > 0 ? 1 : 0;
        }
        return count;
    }

    /** Of one of a row's known features, in each block. */
    private static double[] shares(int[] features, int[] indexOf) {
        double[] shares = new double[BLOCKS];
        for (int feature : features) {
            shares[FeatureList.block(feature)] += indexOf[FeatureList.bucket(feature)] > 0 ? 1 : 0;
        }
        for (int block = 0; block < BLOCKS; block++) {
            shares[block] = Math.pow(shares[block], -LinearWeights.POWER);
        }
        return shares;
    }

    private void solve(SparseRows vectors, int[] rows, double cost, LinearWeights weights) {
        solve(
                vectors,
                Lessons.of(rows, labels),
                labelCount,
                cost,
                weights,
                LinearTrainer::withBias);
    }

    private static float[][] withBias(float[][] weights) {
        float[] biases = weights[weights.length - 1];
        for (int output = 0; output < biases.length; output++) {
            biases[output] *= BIAS;
        }
        return weights;
    }

    /**
     * Each label against the others, all of them counting alike.
     *
     * @param vectors of the rows of the lessons, in their order
     * @param weights get what was found
     * @param toFeatures makes weights of features, the bias last, of weights of columns
     */
    static void solve(
            SparseRows vectors,
            Lessons lessons,
            int labelCount,
            double cost,
            LinearWeights weights,
            UnaryOperator<float[][]> toFeatures) {
        int first = labelCount - weights.outputs();
        double[] counts = new double[labelCount];
        double all = 0;
        int[] outputOf = new int[lessons.labels().length];
        for (int i = 0; i < outputOf.length; i++) {
            counts[lessons.labels()[i]] += lessons.weights()[i];
            all += lessons.weights()[i];
            outputOf[i] = lessons.labels()[i] - first;
        }
        double[][] costs = new double[weights.outputs()][];
        for (int output = 0; output < costs.length; output++) {
            double positives = counts[output + first];
            if (positives > 0 && positives < all) {
                double balance = Math.sqrt((all - positives) / positives);
                costs[output] = new double[] {cost / balance, cost * balance};
            }
        }
        weights.set(
                toFeatures.apply(
                        new LogisticRegression(vectors, costs, lessons.weights()).train(outputOf)));
        for (int output = 0; output < costs.length; output++) {
            if (costs[output] == null) {
                weights.never(output, counts[output + first] > 0);
            }
        }
    }
}
