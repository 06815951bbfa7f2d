package io.loopai.generator.learn;

import java.util.Arrays;

/**
 * Trains a linear model that knows, from rows without labels, which features appear together.
 *
 * <p>As {@link LinearTrainer}, with the directions of a {@link LatentSpace} as further features.
 */
final class LatentTrainer {

    /** Vectors are shorter than those of {@link LinearTrainer}. */
    private static final double COST = 30;

    private final LatentSpace space;
    private final SparseRows vectors;
    private final int[] labels;
    private final int labelCount;

    /**
     * @param labels of each row, from 0 on
     */
    LatentTrainer(LatentSpace space, Vectors rows, int[] labels, int labelCount) {
        this.space = space;
        this.vectors = space.vectors(rows);
        this.labels = labels;
        this.labelCount = labelCount;
    }

    /** Learns from these rows. At least two labels are among them. */
    LinearWeights train(int[] rows) {
        LinearWeights weights = space.weights(labelCount);
        int[] known = Arrays.stream(rows).map(row -> labels[row]).toArray();
        LinearTrainer.solve(
                vectors.only(rows), known, labelCount, COST, weights, space::ofFeatures);
        return weights;
    }
}
