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
 * <p>Each is one number that holds its {@link Block} and its bucket, or its number in a {@link
 * Vocabulary}. Not for several threads.
 */
public final class FeatureList {

    /** Most texts have fewer for each character: four n-grams, and words. */
    private static final int FOR_EACH_CHARACTER = 5;

    /** More is not kept for the next record: 256 KB. */
    private static final int MOST_KEPT = 1 << 16;

    private static final int MASK = TextFeatures.BUCKETS - 1;
    private static final int BITS = Integer.bitCount(MASK);

    private int[] features;
    private int size;

    /** Where those end that follow each other and are of one block. */
    private int[] ends = new int[4];

    private int parts;

    /** Others are left out. */
    private Vocabulary wanted = Vocabulary.ALL;

    private final Scan scan = new Scan();

    /**
     * @param characters about how long the texts are
     */
    public FeatureList(int characters) {
        features = new int[FOR_EACH_CHARACTER * (characters + 4)];
    }

    /**
     * Begins anew, for a record of which only some features matter.
     *
     * @param wanted others are left out from here on, and these have its numbers in place of buckets
     */
    public void begin(Vocabulary wanted) {
        this.wanted = wanted;
        size = 0;
        parts = 0;
        if (features.length > MOST_KEPT) {
            features = new int[MOST_KEPT];
        }
    }

    /** How many times features of one block follow each other. */
    public int parts() {
        return parts;
    }

    /** Where a part ends, and so the next one begins: in a part all features are of one block. */
    public int endOf(int part) {
        return ends[part];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /**
     * One of them, for {@link #block} and {@link #bucket} or {@link #number}.
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

    /**
     * What a feature is hashed to, from 0 to {@link TextFeatures#BUCKETS} - 1; of a list of all features,
     * for in others they have {@linkplain #number numbers} instead.
     */
    public static int bucket(int feature) {
        return feature & MASK;
    }

    /** Which of those it is that {@linkplain #begin are wanted}. */
    public static int number(int feature) {
        return feature & MASK;
    }

    void add(int block, int bucket) {
        end(put(room(1), size, wanted, block, bucket));
    }

    /**
     * Writes a feature behind the others.
     *
     * <p>Whether one is wanted is hard to guess for a processor: so it is written in any case, and
     * then counted or not, without a branch.
     *
     * @return the new number of features
     */
    static int put(int[] to, int size, Vocabulary wanted, int block, int bucket) {
        long word = wanted.word(bucket);
        int upTo = Vocabulary.upTo(word, bucket);
        to[size] = (block << BITS) + Vocabulary.number(word, upTo);
        return size + Vocabulary.isKnown(upTo);
    }

    /**
     * Where features go, with room for so many behind the others: loops over texts write there
     * themselves, and call {@link #end} when they are through.
     */
    int[] room(int more) {
        if (size + more > features.length) {
            features = Arrays.copyOf(features, Math.max(size + more, 2 * features.length));
        }
        return features;
    }

    Vocabulary wanted() {
        return wanted;
    }

    /** All that were written since the last time are of one block. */
    void end(int newSize) {
        if (newSize == size) {
            return;
        }
        boolean more = size > 0 && block(features[size]) == block(features[size - 1]);
        int part = more ? parts - 1 : parts;
        if (part == ends.length) {
            ends = Arrays.copyOf(ends, 2 * part);
        }
        ends[part] = newSize;
        parts = part + 1;
        size = newSize;
    }

    /** What the last text was looked through with. */
    Scan scan() {
        return scan;
    }
}
