package io.loopai.features;

import java.util.Arrays;

/**
 * The features of one record in the order in which they were found; the same one may be there several
 * times.
 *
 * <pre>{@code
 * FeatureList found = new FeatureList(text.length());
 * features.find("text", text, found);
 * for (int i = 0; i < found.size(); i++) {
 *     counts[FeatureList.bucket(found.get(i))]++;
 * }
 * }</pre>
 *
 * <p>Each is one number that holds its {@link Block} and its bucket. Not for several threads.
 */
public final class FeatureList {

    /** Most texts have fewer for each character: four n-grams, and words. */
    private static final int FOR_EACH_CHARACTER = 5;

    private static final int MASK = TextFeatures.BUCKETS - 1;
    private static final int BITS = Integer.bitCount(MASK);

    private int[] features;
    private int size;

    /**
     * @param characters about how long the texts are
     */
    public FeatureList(int characters) {
        features = new int[FOR_EACH_CHARACTER * (characters + 4)];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /**
     * One of them, for {@link #block} and {@link #bucket}.
     *
     * @throws ArrayIndexOutOfBoundsException for an index that is not below {@link #size}; perhaps
     */
    public int get(int index) {
        return features[index];
    }

    /** The {@link Block#ordinal()} of a feature. */
    public static int block(int feature) {
        return feature >>> BITS;
    }

    /** What a feature is hashed to, from 0 to {@link TextFeatures#BUCKETS} - 1. */
    public static int bucket(int feature) {
        return feature & MASK;
    }

    void add(int block, int bucket) {
        if (size == features.length) {
            features = Arrays.copyOf(features, 2 * size);
        }
        features[size++] = block << BITS | bucket;
    }
}
