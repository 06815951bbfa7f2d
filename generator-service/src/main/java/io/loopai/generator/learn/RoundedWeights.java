package io.loopai.generator.learn;

import io.loopai.features.Block;
import io.loopai.features.Packed;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Weights as multiples of a step, packed: as fine as there is room for in a source.
 *
 * <p>Scores add very many weights up, so that coarse ones do less harm than few: most become 0, ±1 or
 * ±2, which zlib writes in about two bits, and features whose weights are all 0 are left out.
 */
final class RoundedWeights {

    private static final int BLOCKS = Block.values().length;

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

    /** Features that have a weight that is not 0. */
    private final int[] kept;

    /** Of those, by feature and output. */
    private final byte[] rounded;

    private final int nonZero;
    private final boolean sparse;

    /**
     * The finest that fit.
     *
     * @param models how many share the source
     */
    static RoundedWeights fitting(LinearWeights weights, int models) {
        int room = Math.min(room(weights.labels()), MOST_CHARACTERS / models);
        UsualWeights usual = UsualWeights.of(weights);
        double tooFine = FINEST;
        RoundedWeights found = new RoundedWeights(weights, usual, FINEST);
        if (found.characters() <= room) {
            return found;
        }
        while (found.characters() > room && found.features() > 0) {
            tooFine = found.coarseness;
            found = new RoundedWeights(weights, usual, 2 * tooFine);
        }
        for (int i = 0; i < HALVINGS; i++) {
            double between = Math.sqrt(tooFine * found.coarseness);
            RoundedWeights finer = new RoundedWeights(weights, usual, between);
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
     * Rounded like others.
     *
     * @param coarseness the step, as a share of a weight of usual size
     */
    RoundedWeights(LinearWeights weights, double coarseness) {
        this(weights, UsualWeights.of(weights), coarseness);
    }

    private RoundedWeights(LinearWeights weights, UsualWeights usual, double coarseness) {
        this.weights = weights;
        this.coarseness = coarseness;
        scale = usual.scale(coarseness);
        int outputs = weights.outputs();
        int[] features = new int[weights.size()];
        byte[] all = new byte[weights.size() * outputs];
        int count = 0;
        int found = 0;
        for (int feature = 0; feature < weights.size(); feature++) {
            double step = scale[weights.block(feature)];
            int before = found;
            for (int output = 0; output < outputs; output++) {
                byte steps = (byte) Math.round(weights.weight(feature, output) / step);
                all[count * outputs + output] = steps;
                found += steps == 0 ? 0 : 1;
            }
            if (found > before) {
                features[count++] = feature;
            }
        }
        kept = Arrays.copyOf(features, count);
        rounded = Arrays.copyOf(all, count * outputs);
        nonZero = found;
        sparse = nonZero < (long) count * ((outputs + AT_ONCE - 1) / AT_ONCE);
    }

    private int characters() {
        return packedFeatures().length() + packedWeights().length();
    }

    private byte[] sparse() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int outputs = weights.outputs();
        for (int from = 0; from < rounded.length; from += outputs) {
            Packed.writeVarint(bytes, nonZero(from, from + outputs));
            int before = -1;
            for (int output = 0; output < outputs; output++) {
                byte weight = rounded[from + output];
                if (weight != 0) {
                    Packed.writeVarint(bytes, output - before - 1);
                    bytes.write(weight);
                    before = output;
                }
            }
        }
        return bytes.toByteArray();
    }

    private int nonZero(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += rounded[i] == 0 ? 0 : 1;
        }
        return count;
    }

    /** See {@link #RoundedWeights}. */
    double coarseness() {
        return coarseness;
    }

    /** What a program makes of them. */
    LinearWeights weights() {
        int[] buckets = buckets();
        LinearWeights coarse = new LinearWeights(buckets, weights.labels());
        float[][] all = new float[kept.length + 1][weights.outputs()];
        double[] worth = scale();
        for (int output = 0; output < weights.outputs(); output++) {
            for (int i = 0; i < kept.length; i++) {
                byte steps = rounded[i * weights.outputs() + output];
                all[i][output] = (float) (steps * worth[weights.block(kept[i])]);
            }
            all[kept.length][output] = (float) weights.bias(output);
        }
        coarse.set(all);
        coarse.describeAs(weights, kept);
        return coarse;
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
        return sparse ? nonZero : rounded.length;
    }

    /** By {@link Packed#write}. */
    String packedWeights() {
        return Packed.write(sparse ? sparse() : rounded);
    }

    /**
     * What a step is worth in each block of a program: less than what it was rounded to, for a program
     * divides by a power of the number of features that it knows, and these are fewer than before.
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
