package io.loopai.generator.learn;

import io.loopai.features.Block;
import io.loopai.features.FeatureList;
import java.util.Arrays;

/** A trained linear model before it is packed: the same arithmetic as {@code LinearModel}. */
final class LinearWeights {

    /**
     * Of the number of features in a block, which its weights are divided by. With 0.5 every text has
     * the same length; a bit less lets a model see that, say, adverts are longer than chats.
     */
    static final double POWER = 0.4;

    private static final int BLOCKS = Block.values().length;

    /** The score of a label that no training row has. */
    private static final double NEVER = -30;

    private final int[] buckets;
    private final int labels;
    private final int outputs;
    private final float[] weights;
    private final double[] bias;
    private final int[] frequencies;
    private final byte[] blocks;

    LinearWeights(int[] buckets, int labels) {
        this.buckets = buckets;
        this.labels = labels;
        this.outputs = labels == 2 ? 1 : labels;
        this.weights = new float[buckets.length * outputs];
        this.bias = new double[outputs];
        this.frequencies = new int[buckets.length];
        this.blocks = new byte[buckets.length];
    }

    /**
     * @param featuresAndBias by feature and output; the biases last
     */
    void set(float[][] featuresAndBias) {
        for (int i = 0; i < buckets.length; i++) {
            System.arraycopy(featuresAndBias[i], 0, weights, i * outputs, outputs);
        }
        for (int output = 0; output < outputs; output++) {
            bias[output] = featuresAndBias[buckets.length][output];
        }
    }

    void never(int output, boolean always) {
        bias[output] = always ? -NEVER : NEVER;
    }

    void multiply(double[] byFeature) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= (float) byFeature[i / outputs];
        }
    }

    void describe(int[] frequencyOf, byte[] blockOf) {
        for (int i = 0; i < buckets.length; i++) {
            frequencies[i] = frequencyOf[buckets[i]];
            blocks[i] = blockOf[buckets[i]];
        }
    }

    /**
     * The same of some features of other weights.
     *
     * @param features by their index there
     */
    void describeAs(LinearWeights others, int[] features) {
        for (int i = 0; i < features.length; i++) {
            frequencies[i] = others.frequencies[features[i]];
            blocks[i] = others.blocks[features[i]];
        }
    }

    /** The {@link Block#ordinal()} of a feature. */
    int block(int feature) {
        return blocks[feature];
    }

    /** How many of the rows that were learned from have a feature. */
    int frequency(int feature) {
        return frequencies[feature];
    }

    /** A score for each label: logarithms of odds against all the others; 0 for the first of two. */
    double[] scores(int[] features) {
        int[] counts = new int[BLOCKS];
        double[] sums = new double[BLOCKS * outputs];
        for (int feature : features) {
            int at = Arrays.binarySearch(buckets, FeatureList.bucket(feature));
            if (at >= 0) {
                int block = FeatureList.block(feature);
                counts[block]++;
                for (int output = 0; output < outputs; output++) {
                    sums[block * outputs + output] += weights[at * outputs + output];
                }
            }
        }
        double[] scores = new double[labels];
        for (int output = 0; output < outputs; output++) {
            double score = bias[output];
            for (int block = 0; block < BLOCKS; block++) {
                if (counts[block] > 0) {
                    score += sums[block * outputs + output] / Math.pow(counts[block], POWER);
                }
            }
            scores[labels - outputs + output] = score;
        }
        return scores;
    }

    int size() {
        return buckets.length;
    }

    int outputs() {
        return outputs;
    }

    int labels() {
        return labels;
    }

    int[] buckets() {
        return buckets;
    }

    float weight(int feature, int output) {
        return weights[feature * outputs + output];
    }

    double bias(int output) {
        return bias[output];
    }
}
