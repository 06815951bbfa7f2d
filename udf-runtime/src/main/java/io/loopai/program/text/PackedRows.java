package io.loopai.program.text;

import io.loopai.features.FeatureList;
import java.util.Arrays;

/**
 * A row of 8-bit weights for each feature, made to add rows up: eight weights in a number of 64 bits,
 * of which one addition adds four, each to a sum of 16 bits. (The other four are what those leave of
 * the sum of the whole numbers.)
 *
 * <p>A weight is kept as what it is above -128, so that no sum borrows from its neighbour.
 */
final class PackedRows {

    private static final int TOGETHER = 8;
    private static final int LEAST = -128;

    /** Eight weights that are 0. */
    private static final long ZEROS = 0x8080808080808080L;

    /** Every other byte. */
    private static final long EVEN = 0x00ff00ff00ff00ffL;

    /** So many bytes have a sum that fits into 16 bits, be all of them 255. */
    private static final int MOST_AT_ONCE = 257;

    private final int outputs;
    private final int groups;

    /** With one output, the weights as they are; null with more. */
    private final byte[] single;

    /**
     * By eight outputs and then by feature: a loop that adds up no more than eight has few enough
     * variables for registers, and that is worth more than going through the features once.
     */
    private final long[][] rows;

    /**
     * @param weights by feature and output
     */
    PackedRows(byte[] weights, int outputs) {
        this.outputs = outputs;
        this.groups = groups(outputs);
        this.single = outputs == 1 ? weights : null;
        this.rows = new long[groups][outputs == 1 ? 0 : weights.length / outputs];
        for (int i = 0; outputs > 1 && i < weights.length; i++) {
            int output = i % outputs;
            rows[output / TOGETHER][i / outputs] |=
                    (long) (weights[i] - LEAST) << output % TOGETHER * Byte.SIZE;
        }
    }

    /** Rows of weights that are all 0, for {@link #set}. */
    static PackedRows zeros(int features, int outputs) {
        return new PackedRows(features, outputs);
    }

    private PackedRows(int features, int outputs) {
        this.outputs = outputs;
        this.groups = groups(outputs);
        this.single = outputs == 1 ? new byte[features] : null;
        this.rows = new long[groups][outputs == 1 ? 0 : features];
        for (long[] group : rows) {
            Arrays.fill(group, ZEROS);
        }
    }

    /** How many numbers of 64 bits a row takes. */
    static int groups(int outputs) {
        return (outputs + TOGETHER - 1) / TOGETHER;
    }

    /** While the rows are made. */
    void set(int feature, int output, byte weight) {
        if (outputs == 1) {
            single[feature] = weight;
            return;
        }
        long[] group = rows[output / TOGETHER];
        int shift = output % TOGETHER * Byte.SIZE;
        group[feature] = group[feature] & ~(0xffL << shift) | (long) (weight - LEAST) << shift;
    }

    /**
     * Adds the rows of a part of a list to the sums, of each feature once.
     *
     * @param to where the sums of the outputs begin
     * @return how many different features there are
     */
    int add(FeatureList list, int from, int end, LinearWork work, int[] sums, int to) {
        if (outputs == 1) {
            return addSingle(list, from, end, work, sums, to);
        }
        int count = work.distinct(list, from, end);
        for (int start = 0; start < count; start += MOST_AT_ONCE) {
            int stop = Math.min(count, start + MOST_AT_ONCE);
            for (int group = 0; group < groups; group++) {
                addGroup(work.ids, start, stop, group, sums, to);
            }
        }
        return count;
    }

    /** Two variables leave room in the registers to tell features apart in the same loop. */
    private int addSingle(
            FeatureList list, int from, int end, LinearWork work, int[] sums, int to) {
        byte[] seen = work.seen;
        byte now = work.now;
        int count = 0;
        int sum = 0;
        for (int i = from; i < end; i++) {
            int feature = FeatureList.number(list.get(i));
            int ifNew = seen[feature] - now >> Integer.SIZE - 1;
            count -= ifNew;
            sum += single[feature] & ifNew;
            seen[feature] = now;
        }
        sums[to] += sum;
        return count;
    }

    private void addGroup(int[] features, int from, int end, int group, int[] sums, int to) {
        long[] rows = this.rows[group];
        long all = 0;
        long odd = 0;
        for (int i = from; i < end; i++) {
            long row = rows[features[i]];
            all += row;
            odd += row >>> Byte.SIZE & EVEN;
        }
        spread(all, odd, end - from, group, sums, to);
    }

    /**
     * Takes sums apart.
     *
     * @param all of whole numbers, whose odd bytes are taken away for the sums of the even ones
     * @param odd of the odd bytes
     */
    private void spread(long all, long odd, int rows, int group, int[] sums, int to) {
        long even = all - (odd << Byte.SIZE);
        int first = group * TOGETHER;
        int tooMuch = -LEAST * rows;
        for (int i = 0; i < Math.min(TOGETHER, outputs - first); i++) {
            long of = i % 2 == 0 ? even : odd;
            int sum = (int) (of >>> i / 2 * Short.SIZE) & 0xffff;
            sums[to + first + i] += sum - tooMuch;
        }
    }
}
