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

    /** With fewer that are not 0, those alone are written. */
    private static final double SPARSE = 0.25;

    private final LinearWeights weights;
    private final double[] scale;
    private final int[] kept;
    private final int nonZero;
    private final boolean sparse;
    private final String packedFeatures;
    private final String packedWeights;

    /**
     * The finest that fit.
     *
     * @param models how many share the source
     */
    static RoundedWeights fitting(LinearWeights weights, int models) {
        double[] units = units(weights);
        int room = Math.min(room(weights.labels()), MOST_CHARACTERS / models);
        double fine = finest(weights, units);
        RoundedWeights found = new RoundedWeights(weights, units, fine);
        if (found.characters() <= room) {
            return found;
        }
        double tooFine = fine;
        double step = fine;
        do {
            tooFine = step;
            step *= 2;
            found = new RoundedWeights(weights, units, step);
        } while (found.characters() > room);
        for (int i = 0; i < HALVINGS; i++) {
            double between = Math.sqrt(tooFine * step);
            RoundedWeights finer = new RoundedWeights(weights, units, between);
            if (finer.characters() <= room) {
                found = finer;
                step = between;
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

    private static double finest(LinearWeights weights, double[] units) {
        double most = 0;
        double squares = 0;
        for (int i = 0; i < weights.size(); i++) {
            for (int output = 0; output < weights.outputs(); output++) {
                double size = Math.abs(weights.weight(i, output)) / units[weights.block(i)];
                most = Math.max(most, size);
                squares += size * size;
            }
        }
        double usual = Math.sqrt(squares / Math.max(1, weights.size() * weights.outputs()));
        return Math.max(Double.MIN_NORMAL, Math.max(FINEST * usual, most / MOST));
    }

    private RoundedWeights(LinearWeights weights, double[] units, double step) {
        this.weights = weights;
        scale = Arrays.stream(units).map(unit -> unit * step).toArray();
        int[] all = IntStream.range(0, weights.size()).toArray();
        kept = Arrays.stream(all).filter(this::isKept).toArray();
        int many = 0;
        for (int feature : kept) {
            many += nonZero(feature);
        }
        nonZero = many;
        sparse = nonZero < SPARSE * kept.length * weights.outputs();
        packedFeatures =
                Packed.writeAscending(
                        Arrays.stream(kept).map(feature -> weights.buckets()[feature]).toArray());
        packedWeights = Packed.write(sparse ? sparse() : dense());
        asLongAsBefore();
    }

    private int characters() {
        return packedFeatures.length() + packedWeights.length();
    }

    private byte rounded(int feature, int output) {
        return (byte) Math.round(weights.weight(feature, output) / scale[weights.block(feature)]);
    }

    private boolean isKept(int feature) {
        return nonZero(feature) > 0;
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

    /** A program divides by a power of the number of features that it knows: fewer than before. */
    private void asLongAsBefore() {
        double[] before = new double[BLOCKS];
        double[] now = new double[BLOCKS];
        for (int i = 0; i < weights.size(); i++) {
            before[weights.block(i)] += weights.frequency(i);
        }
        for (int feature : kept) {
            now[weights.block(feature)] += weights.frequency(feature);
        }
        for (int block = 0; block < BLOCKS; block++) {
            if (now[block] > 0) {
                scale[block] *= Math.pow(now[block] / before[block], LinearWeights.POWER);
            }
        }
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
        return packedFeatures;
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
        return packedWeights;
    }

    /** What a weight of 1 is worth in each block. */
    double[] scale() {
        return scale;
    }
}
