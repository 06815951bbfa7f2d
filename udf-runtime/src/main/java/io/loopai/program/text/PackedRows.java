package io.loopai.program.text;

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
     * Adds the rows of these features to the sums.
     *
     * @param to where the sums of the outputs begin
     */
    void add(int[] features, int count, int[] sums, int to) {
        if (outputs == 1) {
            sums[to] += sum(features, count);
            return;
        }
        for (int from = 0; from < count; from += MOST_AT_ONCE) {
            int end = Math.min(count, from + MOST_AT_ONCE);
            for (int group = 0; group < groups; group++) {
                add(features, from, end, group, sums, to);
            }
        }
    }

    private int sum(int[] features, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += single[features[i]];
        }
        return sum;
    }

    private void add(int[] features, int from, int end, int group, int[] sums, int to) {
        long even = 0;
        long odd = 0;
        for (int i = from; i < end; i++) {
            long row = rows[features[i] * groups + group];
            even += row & EVEN;
            odd += row >>> Byte.SIZE & EVEN;
        }
        int first = group * TOGETHER;
        int tooMuch = -LEAST * (end - from);
        for (int i = 0; i < Math.min(TOGETHER, outputs - first); i++) {
            long of = i % 2 == 0 ? even : odd;
            int sum = (int) (of >>> i / 2 * Short.SIZE) & 0xffff;
            sums[to + first + i] += sum - tooMuch;
        }
    }
}
