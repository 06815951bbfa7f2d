package io.loopai.generator.learn;

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
    private final int labelCount;

    LatentTrainer(LatentSpace space, SparseRows vectors, int labelCount) {
        this.space = space;
        this.vectors = vectors;
        this.labelCount = labelCount;
    }

    /** At least two labels are among them. */
    LinearWeights train(Lessons lessons) {
        LinearWeights weights = space.weights(labelCount);
        LinearTrainer.solve(
                vectors.only(lessons.rows()),
                lessons,
                labelCount,
                COST,
                weights,
                space::ofFeatures);
        return weights;
    }
}
