package io.loopai.generator.learn;

import io.loopai.features.Block;
import io.loopai.features.FeatureList;
import io.loopai.features.TextFeatures;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What many rows without labels tell about features: how rare each is, and which appear together, as
 * the few directions in which rows differ most (latent semantic analysis; Deerwester et al., JASIS
 * 41, 1990).
 *
 * <p>Words of one topic lie in the same directions. A model that may use directions beside features
 * so learns about words that no labelled row has. Since directions are sums of features, its weights
 * can be written as weights of features: {@link #weights}.
 */
final class LatentSpace {

    private static final int BLOCKS = Block.values().length;
    private static final int WORDS = Block.WORDS.ordinal();
    private static final int CHARS = Block.CHARS.ordinal();
    private static final int FIELDS = Block.FIELDS.ordinal();

    /** More follow the noise: 60 were worse than 15 to 30 on all sets that were tried. */
    private static final int DIRECTIONS = 20;

    /** What one row only has says nothing of other rows. */
    private static final int LEAST_ROWS = 2;

    /** As many features as so many rows have, within the limits: long texts differ in more. */
    private static final int LIKE_ROWS = 50;

    private static final int LEAST_FEATURES = 20_000;
    private static final int MOST_FEATURES = 40_000;

    private static final double SHARE_OF_WORDS = 0.3;

    /** Features and directions count alike. */
    private static final double HALF = Math.sqrt(0.5);

    /** How long rows are in marks, in fields and in kinds, where words and characters together make 1. */
    private static final double OTHER_BLOCKS = 0.3;

    private static final double BIAS = Math.sqrt(0.1);

    private final int[] frequency = new int[TextFeatures.BUCKETS];
    private final byte[] blockOf = new byte[TextFeatures.BUCKETS];
    private final int[] buckets;

    /** The place of a bucket among those that are used, from 1 on. */
    private final int[] indexOf = new int[TextFeatures.BUCKETS];

    private final double[] factor;

    /** By feature and direction. */
    private final double[][] directions;

    /**
     * Looks for the directions of all rows.
     *
     * @param rows labelled or not, in any parts
     */
    LatentSpace(Vectors... rows) {
        int[][] all = Arrays.stream(rows).flatMap(Vectors::rows).toArray(int[][]::new);
        for (int[] row : all) {
            for (int feature : row) {
                frequency[FeatureList.bucket(feature)]++;
                blockOf[FeatureList.bucket(feature)] = (byte) FeatureList.block(feature);
            }
        }
        buckets = select(most(all));
        for (int i = 0; i < buckets.length; i++) {
            indexOf[buckets[i]] = i + 1;
        }
        factor = new double[buckets.length];
        Arrays.setAll(factor, i -> rarity(buckets[i], all.length));
        makeBlocksAlike(all);
        directions = directions(all);
    }

    private static int most(int[][] rows) {
        long features = Arrays.stream(rows).mapToLong(row -> row.length).sum();
        long most = LIKE_ROWS * features / Math.max(1, rows.length);
        return (int) Math.max(LEAST_FEATURES, Math.min(MOST_FEATURES, most));
    }

    /** The most frequent of each block: the labels have no say in it, so that all folds are alike. */
    private int[] select(int most) {
        int[] others = mostFrequent(block -> block != WORDS && block != CHARS, most);
        int left = most - others.length;
        int[] words = mostFrequent(block -> block == WORDS, (int) (SHARE_OF_WORDS * left));
        int[] chars = mostFrequent(block -> block == CHARS, left - words.length);
        return Stream.of(others, words, chars).flatMapToInt(Arrays::stream).sorted().toArray();
    }

    private int[] mostFrequent(IntPredicate ofBlock, int most) {
        return IntStream.range(0, frequency.length)
                .filter(bucket -> frequency[bucket] >= LEAST_ROWS && ofBlock.test(blockOf[bucket]))
                .boxed()
                .sorted(Comparator.comparingInt(bucket -> -frequency[bucket]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Squared, because what is frequent would make up the first directions otherwise. */
    private double rarity(int bucket, int rows) {
        if (blockOf[bucket] == FIELDS) {
            return 1;
        }
        double rarity = Math.log((1.0 + rows) / (1 + frequency[bucket]));
        return isText(blockOf[bucket]) ? rarity * rarity : rarity + 1;
    }

    private static boolean isText(int block) {
        return block == WORDS || block == CHARS;
    }

    /** Gives rows the same mean length in each block. */
    private void makeBlocksAlike(int[][] rows) {
        double[] squares = new double[BLOCKS];
        int[] having = new int[BLOCKS];
        for (int[] row : rows) {
            int[] counts = counts(row);
            for (int feature : row) {
                int index = index(feature);
                if (index >= 0) {
                    int block = FeatureList.block(feature);
                    squares[block] += Math.pow(factor[index] * share(counts[block]), 2);
                }
            }
            for (int block = 0; block < BLOCKS; block++) {
                having[block] += counts[block] > 0 ? 1 : 0;
            }
        }
        for (int i = 0; i < factor.length; i++) {
            int block = blockOf[buckets[i]];
            double length = isText(block) ? HALF : OTHER_BLOCKS;
            factor[i] *=
                    squares[block] > 0 ? length * Math.sqrt(having[block] / squares[block]) : 0;
        }
    }

    private double[][] directions(int[][] rows) {
        SparseRows texts = texts(rows);
        double[][] found = TruncatedSvd.directions(texts, DIRECTIONS);
        double squares = 0;
        for (double[] row : texts.times(found)) {
            squares += Arrays.stream(row).map(x -> x * x).sum();
        }
        double scale = squares > 0 ? Math.sqrt(rows.length / squares) : 0;
        for (double[] row : found) {
            Arrays.setAll(row, i -> row[i] * scale);
        }
        return found;
    }

    /** Rows with words and characters only: marks and other fields are few, and would drown them. */
    private SparseRows texts(int[][] rows) {
        int[][] indexes = new int[rows.length][];
        double[][] values = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            int[] counts = counts(rows[row]);
            int[] known =
                    Arrays.stream(rows[row])
                            .filter(feature -> index(feature) >= 0)
                            .filter(feature -> isText(FeatureList.block(feature)))
                            .toArray();
            indexes[row] = Arrays.stream(known).map(this::index).toArray();
            values[row] = Arrays.stream(known).mapToDouble(of -> value(of, counts)).toArray();
        }
        return SparseRows.of(buckets.length, indexes, values);
    }

    /** -1 for a feature that is not used. */
    private int index(int feature) {
        return indexOf[FeatureList.bucket(feature)] - 1;
    }

    private int[] counts(int[] row) {
        int[] counts = new int[BLOCKS];
        for (int feature : row) {
            counts[FeatureList.block(feature)] += index(feature) >= 0 ? 1 : 0;
        }
        return counts;
    }

    private double value(int feature, int[] counts) {
        return factor[index(feature)] * share(counts[FeatureList.block(feature)]);
    }

    /** As models count them. */
    private static double share(int count) {
        return Math.pow(count, -LinearWeights.POWER);
    }

    private int directionCount() {
        return directions.length == 0 ? 0 : directions[0].length;
    }

    /** Rows as they are learned from: of each its features, its directions, and the bias. */
    SparseRows vectors(Vectors of) {
        int[][] rows = of.rows().toArray(int[][]::new);
        int[][] columns = new int[rows.length][];
        double[][] values = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            columns[row] = columns(rows[row]);
            values[row] = values(rows[row], columns[row].length);
        }
        return SparseRows.of(buckets.length + directionCount() + 1, columns, values);
    }

    private int[] columns(int[] row) {
        IntStream features = Arrays.stream(row).map(this::index).filter(index -> index >= 0);
        IntStream behind = IntStream.rangeClosed(0, directionCount());
        return IntStream.concat(features, behind.map(i -> buckets.length + i)).toArray();
    }

    private double[] values(int[] row, int size) {
        int[] counts = counts(row);
        double[] values = new double[size];
        int along = size - 1 - directionCount();
        int at = 0;
        for (int feature : row) {
            int index = index(feature);
            if (index >= 0) {
                double value = HALF * value(feature, counts);
                values[at++] = value;
                for (int i = 0; i < directionCount(); i++) {
                    values[along + i] += value * directions[index][i];
                }
            }
        }
        values[size - 1] = BIAS;
        return values;
    }

    /** A model that has no weights yet. */
    LinearWeights weights(int labels) {
        LinearWeights weights = new LinearWeights(buckets, labels);
        weights.describe(frequency, blockOf);
        return weights;
    }

    /**
     * Weights of features, the bias last, that give a row the same scores as those of its {@link
     * #vectors vector}; both by output.
     */
    float[][] ofFeatures(float[][] ofVectors) {
        float[][] weights = new float[buckets.length + 1][ofVectors[0].length];
        for (int output = 0; output < weights[0].length; output++) {
            for (int index = 0; index < buckets.length; index++) {
                double weight = ofVectors[index][output];
                for (int i = 0; i < directionCount(); i++) {
                    weight += ofVectors[buckets.length + i][output] * directions[index][i];
                }
                weights[index][output] = (float) (HALF * factor[index] * weight);
            }
            double bias = ofVectors[ofVectors.length - 1][output];
            weights[buckets.length][output] = (float) (BIAS * bias);
        }
        return weights;
    }
}
