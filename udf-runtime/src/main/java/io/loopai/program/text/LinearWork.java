package io.loopai.program.text;

import io.loopai.features.FeatureList;
import java.util.Arrays;

/**
 * The arrays that {@link LinearModel} works in: what would be made anew for every record, one for each
 * thread instead. What a record has left in them says nothing of the next one: stamps of those before
 * are below {@link #now}, and the rest is written over.
 *
 * <p>In the time between {@link #begin} and the sums nothing is called that a program has written, so
 * no other record of the same thread can come between.
 */
final class LinearWork {

    /** Longer records are rare: what they needed is not kept. 256 KB of features. */
    private static final int MOST_KEPT = 1 << 16;

    private static final ThreadLocal<LinearWork> OF_THREAD =
            ThreadLocal.withInitial(LinearWork::new);

    /** For the text of a record that is one text. */
    final FeatureList list = new FeatureList(128);

    /**
     * Of each feature, in which record it was last found. Bits would take less room, but they were
     * measured to be slower: neighbours share what is read and written.
     */
    byte[] seen = {};

    /** This record, as it is written to {@link #seen}; those before it have smaller numbers. */
    byte now;

    /** The features of a record, each once. */
    int[] ids = {};

    private LinearWork() {}

    static LinearWork ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Gives the record a stamp that no feature has, whatever an error has left behind.
     *
     * @param features that the model has
     * @param found at most, in one record
     */
    void begin(int features, int found) {
        if (seen.length < features) {
            seen = new byte[features];
            now = 0;
        } else if (now == Byte.MAX_VALUE) {
            Arrays.fill(seen, (byte) 0);
            now = 0;
        }
        now++;
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
        byte now = this.now;
        int count = 0;
        for (int i = from; i < end; i++) {
            int feature = FeatureList.number(list.get(i));
            // Whether it was there before is hard to guess for a processor: so no branch.
            ids[count] = feature;
            count += seen[feature] - now >>> Integer.SIZE - 1;
            seen[feature] = now;
        }
        return count;
    }
}
