package io.loopai.program.text;

import io.loopai.features.FeatureList;
import java.util.Arrays;

/**
 * The arrays that {@link LinearModel} works in: what would be made anew for every record, one for each
 * thread instead. What a record has left in them is read by nobody, and the next one writes over it.
 *
 * <p>In the time between {@link #begin} and the sums nothing is called that a program has written, so
 * no other record of the same thread can come between.
 */
final class LinearWork {

    /** Longer records are rare: what they needed is not kept. 256 KB of features; other arrays are alike. */
    private static final int MOST_KEPT = 1 << 16;

    private static final ThreadLocal<LinearWork> OF_THREAD =
            ThreadLocal.withInitial(LinearWork::new);

    /** For the text of a record that is one text. */
    final FeatureList list = new FeatureList(128);

    /** A bit for each feature that a record was found to have. */
    long[] seen = {};

    /** The features of a record, each once. */
    int[] ids = {};

    private LinearWork() {}

    static LinearWork ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Forgets what was seen: also what an error has left behind.
     *
     * @param features that the model has
     * @param found at most, in one record
     */
    void begin(int features, int found) {
        int words = (features + Long.SIZE - 1) / Long.SIZE;
        if (seen.length < words) {
            seen = new long[words];
        } else {
            Arrays.fill(seen, 0, words, 0);
        }
        if (ids.length < found || ids.length > Math.max(found, MOST_KEPT)) {
            ids = new int[found];
        }
    }

    /**
     * The features of a part of a list that the record was not seen to have before.
     *
     * @return how many there are; {@link #ids} holds them
     */
    int distinct(FeatureList list, int from, int end) {
        int count = 0;
        for (int i = from; i < end; i++) {
            int feature = FeatureList.number(list.get(i));
            long marks = seen[feature >>> 6];
            seen[feature >>> 6] = marks | 1L << feature;
            // Whether it was there before is hard to guess for a processor: so no branch.
            ids[count] = feature;
            count += (int) (~marks >>> feature) & 1;
        }
        return count;
    }
}
