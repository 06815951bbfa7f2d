package io.loopai.program.text;

import io.loopai.features.FeatureList;
import java.util.Arrays;

/**
 * A row of 8-bit weights for each feature, made to add rows up: eight weights in a number of 64 bits,
 * of which one addition adds four, each to a sum of 16 bits.
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

    private final long[] rows;

    /**
     * @param weights by feature and output
     */
    PackedRows(byte[] weights, int outputs) {
        this.outputs = outputs;
        this.groups = groups(outputs);
        this.single = outputs == 1 ? weights : null;
        this.rows = new long[outputs == 1 ? 0 : weights.length / outputs * groups];
        for (int i = 0; outputs > 1 && i < weights.length; i++) {
            int output = i % outputs;
            rows[i / outputs * groups + output / TOGETHER] |=
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
        this.rows = new long[outputs == 1 ? 0 : features * groups];
        Arrays.fill(rows, ZEROS);
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
        int at = feature * groups + output / TOGETHER;
        int shift = output % TOGETHER * Byte.SIZE;
        rows[at] = rows[at] & ~(0xffL << shift) | (long) (weight - LEAST) << shift;
    }

    /**
     * Adds the rows of a part of a list to the sums, of each feature once.
     *
     * <p>Up to sixteen outputs are added up while features that were seen before are told apart: their
     * rows count as nothing, for a branch would be hard to guess for a processor.
     *
     * @param to where the sums of the outputs begin
     * @return how many different features there are
     */
    int add(FeatureList list, int from, int end, LinearWork work, int[] sums, int to) {
        if (outputs == 1) {
            return addSingle(list, from, end, work.seen, sums, to);
        }
        if (groups > 2) {
            int count = work.distinct(list, from, end);
            for (int group = 0; group < groups; group++) {
                addGroup(work.ids, count, group, sums, to);
            }
            return count;
        }
        int count = 0;
        for (int start = from; start < end; start += MOST_AT_ONCE) {
            int stop = Math.min(end, start + MOST_AT_ONCE);
            count +=
                    groups == 1
                            ? addOne(list, start, stop, work.seen, sums, to)
                            : addTwo(list, start, stop, work.seen, sums, to);
        }
        return count;
    }

    private int addSingle(FeatureList list, int from, int end, long[] seen, int[] sums, int to) {
        int count = 0;
        int sum = 0;
        for (int i = from; i < end; i++) {
            int feature = FeatureList.number(list.get(i));
            int word = feature >>> 6;
            long marks = seen[word];
            seen[word] = marks | 1L << feature;
            int ifNew = ((int) (marks >>> feature) & 1) - 1;
            count -= ifNew;
            sum += single[feature] & ifNew;
        }
        sums[to] += sum;
        return count;
    }

    private int addOne(FeatureList list, int from, int end, long[] seen, int[] sums, int to) {
        long count = 0;
        long even = 0;
        long odd = 0;
        for (int i = from; i < end; i++) {
            int feature = FeatureList.number(list.get(i));
            int word = feature >>> 6;
            long marks = seen[word];
            seen[word] = marks | 1L << feature;
            long ifNew = (marks >>> feature & 1) - 1;
            count -= ifNew;
            long row = rows[feature] & ifNew;
            even += row & EVEN;
            odd += row >>> Byte.SIZE & EVEN;
        }
        spread(even, odd, (int) count, 0, sums, to);
        return (int) count;
    }

    private int addTwo(FeatureList list, int from, int end, long[] seen, int[] sums, int to) {
        long count = 0;
        long even = 0;
        long odd = 0;
        long even2 = 0;
        long odd2 = 0;
        for (int i = from; i < end; i++) {
            int feature = FeatureList.number(list.get(i));
            int word = feature >>> 6;
            long marks = seen[word];
            seen[word] = marks | 1L << feature;
            long ifNew = (marks >>> feature & 1) - 1;
            count -= ifNew;
            int at = 2 * feature;
            long second = rows[at + 1] & ifNew;
            long first = rows[at] & ifNew;
            even += first & EVEN;
            odd += first >>> Byte.SIZE & EVEN;
            even2 += second & EVEN;
            odd2 += second >>> Byte.SIZE & EVEN;
        }
        spread(even, odd, (int) count, 0, sums, to);
        spread(even2, odd2, (int) count, 1, sums, to);
        return (int) count;
    }

    private void addGroup(int[] features, int count, int group, int[] sums, int to) {
        for (int from = 0; from < count; from += MOST_AT_ONCE) {
            int end = Math.min(count, from + MOST_AT_ONCE);
            long even = 0;
            long odd = 0;
            for (int i = from; i < end; i++) {
                long row = rows[features[i] * groups + group];
                even += row & EVEN;
                odd += row >>> Byte.SIZE & EVEN;
            }
            spread(even, odd, end - from, group, sums, to);
        }
    }

    private void spread(long even, long odd, int rows, int group, int[] sums, int to) {
        int first = group * TOGETHER;
        int tooMuch = -LEAST * rows;
        for (int i = 0; i < Math.min(TOGETHER, outputs - first); i++) {
            long of = i % 2 == 0 ? even : odd;
            int sum = (int) (of >>> i / 2 * Short.SIZE) & 0xffff;
            sums[to + first + i] += sum - tooMuch;
        }
    }
}
