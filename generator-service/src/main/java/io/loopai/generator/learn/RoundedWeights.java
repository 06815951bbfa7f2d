package io.loopai.generator.learn;

import io.loopai.features.Block;
import io.loopai.features.Packed;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weights as multiples of a step, packed: as fine as there is room for in a source.
 *
 * <p>Scores add very many weights up, so that coarse ones do less harm than few: most become 0, ±1 or
 * ±2, which zlib writes in about two bits, and features whose weights are all 0 are left out.
 */
final class RoundedWeights {

    private static final int BLOCKS = Block.values().length;
    private static final int MOST = 127;

    /** With up to eight labels a source stays below 100 KB. */
    private static final int FEW_LABELS = 8;

    private static final int CHARACTERS_FOR_FEW = 85_000;
    private static final int CHARACTERS_FOR_LABEL = 10_000;
    private static final int MOST_CHARACTERS = 300_000;

    /** Finer steps, as a share of a weight of usual size, cost room and gain nothing. */
    private static final double FINEST = 0.25;

    /** A step is found up to two in a hundred. */
    private static final int HALVINGS = 5;

    /** A program adds so many weights of a feature at once, or one by one those that are not 0. */
    private static final int AT_ONCE = 8;

    private final LinearWeights weights;
    private final double coarseness;
    private final double[] scale;
    private final int[] kept;
    private final int nonZero;
    private final boolean sparse;

    /**
     * The finest that fit.
     *
     * @param models how many share the source
     */
    static RoundedWeights fitting(LinearWeights weights, int models) {
        int room = Math.min(room(weights.labels()), MOST_CHARACTERS / models);
        double tooFine = FINEST;
        RoundedWeights found = new RoundedWeights(weights, FINEST);
        if (found.characters() <= room) {
            return found;
        }
        while (found.characters() > room && found.features() > 0) {
            tooFine = found.coarseness;
            found = new RoundedWeights(weights, 2 * tooFine);
        }
        for (int i = 0; i < HALVINGS; i++) {
            double between = Math.sqrt(tooFine * found.coarseness);
            RoundedWeights finer = new RoundedWeights(weights, between);
            if (finer.characters() <= room) {
                found = finer;
            } else {
                tooFine = between;
            }
        }
        return found;
    }

    private static int room(int labels) {
        int more = Math.max(0, labels - FEW_LABELS) * CHARACTERS_FOR_LABEL;
        return Math.min(MOST_CHARACTERS, CHARACTERS_FOR_FEW + more);
    }

    /**
     * What a weight of each block is divided by in a row of usual length, so that a step moves scores
     * alike in all blocks; but for a factor that all have in common.
     */
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
     * Rounded like others.
     *
     * @param coarseness the step, as a share of a weight of usual size
     */
    RoundedWeights(LinearWeights weights, double coarseness) {
        this.weights = weights;
        this.coarseness = coarseness;
        scale = scale(weights, coarseness);
        kept = IntStream.range(0, weights.size()).filter(feature -> nonZero(feature) > 0).toArray();
        nonZero = Arrays.stream(kept).map(this::nonZero).sum();
        sparse = nonZero < (long) kept.length * ((weights.outputs() + AT_ONCE - 1) / AT_ONCE);
    }

    /**
     * The same step in all blocks, so that they move scores alike, but never so small that a weight
     * would not fit into a byte. What is usual the block with most features says: one strong field
     * would make all words coarse.
     */
    private static double[] scale(LinearWeights weights, double coarseness) {
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
        double step = Math.max(Double.MIN_NORMAL, coarseness * usual);
        return IntStream.range(0, BLOCKS)
                .mapToDouble(block -> Math.max(units[block] * step, most[block] / MOST))
                .toArray();
    }

    private int characters() {
        return packedFeatures().length() + packedWeights().length();
    }

    private byte rounded(int feature, int output) {
        return (byte) Math.round(weights.weight(feature, output) / scale[weights.block(feature)]);
    }

    private int nonZero(int feature) {
        int count = 0;
        for (int output = 0; output < weights.outputs(); output++) {
            count += rounded(feature, output) == 0 ? 0 : 1;
        }
        return count;
    }

    private byte[] dense() {
        byte[] bytes = new byte[kept.length * weights.outputs()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = rounded(kept[i / weights.outputs()], i % weights.outputs());
        }
        return bytes;
    }

    private byte[] sparse() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int feature : kept) {
            Packed.writeVarint(bytes, nonZero(feature));
            int before = -1;
            for (int output = 0; output < weights.outputs(); output++) {
                byte weight = rounded(feature, output);
                if (weight != 0) {
                    Packed.writeVarint(bytes, output - before - 1);
                    bytes.write(weight);
                    before = output;
                }
            }
        }
        return bytes.toByteArray();
    }

    /** See {@link #RoundedWeights}. */
    double coarseness() {
        return coarseness;
    }

    /** What a program makes of them. */
    LinearWeights weights() {
        int[] buckets = buckets();
        LinearWeights rounded = new LinearWeights(buckets, weights.labels());
        float[][] all = new float[kept.length + 1][weights.outputs()];
        double[] worth = scale();
        for (int output = 0; output < weights.outputs(); output++) {
            for (int i = 0; i < kept.length; i++) {
                int block = weights.block(kept[i]);
                all[i][output] = (float) (rounded(kept[i], output) * worth[block]);
            }
            all[kept.length][output] = (float) weights.bias(output);
        }
        rounded.set(all);
        rounded.describeAs(weights, kept);
        return rounded;
    }

    LinearWeights of() {
        return weights;
    }

    /** How many features are left. */
    int features() {
        return kept.length;
    }

    /** By {@link Packed#writeAscending}. */
    String packedFeatures() {
        return Packed.writeAscending(buckets());
    }

    private int[] buckets() {
        return Arrays.stream(kept).map(feature -> weights.buckets()[feature]).toArray();
    }

    /** Whether only weights that are not 0 are written. */
    boolean areSparse() {
        return sparse;
    }

    /** Of the weights that are written. */
    int count() {
        return sparse ? nonZero : kept.length * weights.outputs();
    }

    /** By {@link Packed#write}. */
    String packedWeights() {
        return Packed.write(sparse ? sparse() : dense());
    }

    /**
     * What a weight of 1 is worth in each block: more than the step, for a program divides by a power
     * of the number of features that it knows, and these are fewer than before.
     */
    double[] scale() {
        double[] before = new double[BLOCKS];
        double[] now = new double[BLOCKS];
        for (int i = 0; i < weights.size(); i++) {
            before[weights.block(i)] += weights.frequency(i);
        }
        for (int feature : kept) {
            now[weights.block(feature)] += weights.frequency(feature);
        }
        double[] worth = scale.clone();
        for (int block = 0; block < BLOCKS; block++) {
            if (now[block] > 0) {
                worth[block] *= Math.pow(now[block] / before[block], LinearWeights.POWER);
            }
        }
        return worth;
    }
}
