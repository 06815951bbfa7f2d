package io.loopai.generator.learn;

import io.loopai.features.Block;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How large weights are, block by block: what steps they are rounded to are measured against.
 *
 * @param units what a weight of each block is divided by in a row of usual length, so that a step
 *     moves scores alike in all blocks; but for a factor that all have in common
 * @param most the largest of each block
 * @param usual size, divided by its block's unit. The block with most features says: one strong field
 *     would make all words coarse.
 */
record UsualWeights(double[] units, double[] most, double usual) {

    private static final int BLOCKS = Block.values().length;
    private static final int LARGEST_BYTE = 127;

    static UsualWeights of(LinearWeights weights) {
        double[] units = units(weights);
        double[] most = new double[BLOCKS];
        double[] squares = new double[BLOCKS];
        int[] sizes = new int[BLOCKS];
        int largest = 0;
        for (int i = 0; i < weights.size(); i++) {
            int block = weights.block(i);
            sizes[block]++;
            largest = sizes[block] > sizes[largest] ? block : largest;
            for (int output = 0; output < weights.outputs(); output++) {
                double size = Math.abs(weights.weight(i, output));
                most[block] = Math.max(most[block], size);
                squares[block] += size * size;
            }
        }
        double count = Math.max(1, (double) sizes[largest] * weights.outputs());
        double usual = Math.sqrt(squares[largest] / count) / units[largest];
        return new UsualWeights(units, most, usual);
    }

    private static double[] units(LinearWeights weights) {
        double[] found = new double[BLOCKS];
        for (int i = 0; i < weights.size(); i++) {
            found[weights.block(i)] += weights.frequency(i);
        }
        return Arrays.stream(found)
                .map(sum -> Math.pow(Math.max(1, sum), LinearWeights.POWER))
                .toArray();
    }

    /**
     * By block, what weights are rounded to multiples of: the same step in all blocks, so that they move scores
     * alike, but never so small that a weight would not fit into a byte.
     *
     * @param coarseness the step, as a share of a weight of usual size
     */
    double[] scale(double coarseness) {
        double step = Math.max(Double.MIN_NORMAL, coarseness * usual);
        return IntStream.range(0, BLOCKS)
                .mapToDouble(block -> Math.max(units[block] * step, most[block] / LARGEST_BYTE))
                .toArray();
    }
}
