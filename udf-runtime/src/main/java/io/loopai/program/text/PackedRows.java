package io.loopai.program.text;

/**
 * A row of 8-bit weights for each feature, made to add rows up: four weights in a number of 64 bits,
 * 16 bits each, so that one addition adds four.
 */
final class PackedRows {

    private static final int LANES = 4;
    private static final int LANE_BITS = 16;

    /** A lane holds the sum of so many bytes, be all of them -128. */
    private static final int MOST_AT_ONCE = 255;

    private final int outputs;
    private final int groups;
    private final long[] rows;

    /**
     * @param weights by feature and output
     */
    PackedRows(byte[] weights, int outputs) {
        this.outputs = outputs;
        this.groups = (outputs + LANES - 1) / LANES;
        this.rows = new long[weights.length / outputs * groups];
        for (int i = 0; i < weights.length; i++) {
            int output = i % outputs;
            // A negative number borrows from the next lane, which gives it back when lanes are
            // read.
            rows[i / outputs * groups + output / LANES] +=
                    (long) weights[i] << output % LANES * LANE_BITS;
        }
    }

    /**
     * Adds the rows of these features to the sums.
     *
     * @param to where the sums of the outputs begin
     */
    void add(int[] features, int count, int[] sums, int to) {
        for (int from = 0; from < count; from += MOST_AT_ONCE) {
            int end = Math.min(count, from + MOST_AT_ONCE);
            for (int group = 0; group < groups; group++) {
                unpack(sum(features, from, end, group), group * LANES, sums, to);
            }
        }
    }

    private long sum(int[] features, int from, int end, int group) {
        long sum = 0;
        for (int i = from; i < end; i++) {
            sum += rows[features[i] * groups + group];
        }
        return sum;
    }

    private void unpack(long packed, int firstOutput, int[] sums, int to) {
        long left = packed;
        for (int i = firstOutput; i < Math.min(outputs, firstOutput + LANES); i++) {
            short lane = (short) left;
            sums[to + i] += lane;
            left = left - lane >> LANE_BITS;
        }
    }
}
