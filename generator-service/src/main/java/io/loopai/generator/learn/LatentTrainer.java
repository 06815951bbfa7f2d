package io.loopai.generator.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Problem;
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
    private final Feature[][] vectors;
    private final int[] labels;
    private final int labelCount;

    /**
     * @param labels of each row, from 0 on
     */
    LatentTrainer(LatentSpace space, Vectors rows, int[] labels, int labelCount) {
        this.space = space;
        this.vectors = rows.rows().map(space::vector).toArray(Feature[][]::new);
        this.labels = labels;
        this.labelCount = labelCount;
    }

    /** Learns from these rows. At least two labels are among them. */
    LinearWeights train(int[] rows) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = space.size();
        problem.x = Arrays.stream(rows).mapToObj(row -> vectors[row]).toArray(Feature[][]::new);
        LinearWeights weights = space.weights(labelCount);
        for (int output = 0; output < weights.outputs(); output++) {
            int label = output + labelCount - weights.outputs();
            int count = (int) Arrays.stream(rows).filter(row -> labels[row] == label).count();
            if (count == 0 || count == rows.length) {
                weights.never(output, count > 0);
                continue;
            }
            problem.y =
                    Arrays.stream(rows).mapToDouble(row -> labels[row] == label ? 1 : -1).toArray();
            double[] found = LinearTrainer.binary(problem, COST, count);
            weights.set(output, space.ofFeatures(found));
        }
        return weights;
    }
}
