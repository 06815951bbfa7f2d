package io.loopai.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Two sampling policies on one data set, in orders in which both have met the stream.
 *
 * @param orders how many
 * @param one means of the first policy
 * @param other means of the second
 * @param accuracy how far the first is ahead on the test rows, a share
 * @param macroF1 the same in macro-F1
 * @param verdict of the first policy, by accuracy
 */
record SamplingRow(
        int orders,
        OfPolicy one,
        OfPolicy other,
        PairedDifference accuracy,
        PairedDifference macroF1,
        String verdict) {

    /**
     * Means over the orders.
     *
     * @param accuracy of the last program on the test rows
     * @param asked share of the stream's rows that the oracle was asked about
     */
    record OfPolicy(double accuracy, double macroF1, double asked) {

        static OfPolicy of(List<Cell> cells) {
            return new OfPolicy(
                    mean(cells, Replay.TEST),
                    mean(cells, Replay.TEST_MACRO_F1),
                    mean(cells, Replay.ORACLE_SHARE));
        }

        private static double mean(List<Cell> cells, String value) {
            return Arrays.stream(values(cells, value)).average().orElseThrow();
        }
    }

    /** Null when there is no order in which both were replayed. */
    static SamplingRow of(String set, Replay one, Replay other, Cells cells) {
        List<Cell> allOnes = cells.seeds(Replay.KIND, set, one.toString());
        List<Cell> allOthers = cells.seeds(Replay.KIND, set, other.toString());
        List<Cell> ones = withOrderOf(allOthers, allOnes);
        List<Cell> others = withOrderOf(allOnes, allOthers);
        if (ones.isEmpty()) {
            return null;
        }
        PairedDifference accuracy = difference(ones, others, Replay.TEST);
        return new SamplingRow(
                ones.size(),
                OfPolicy.of(ones),
                OfPolicy.of(others),
                accuracy,
                difference(ones, others, Replay.TEST_MACRO_F1),
                accuracy.verdict());
    }

    /** Those of the second whose order is also among the first, by order. */
    private static List<Cell> withOrderOf(List<Cell> wanted, List<Cell> cells) {
        List<Long> orders = wanted.stream().map(cell -> cell.key().seed()).toList();
        return cells.stream()
                .filter(cell -> orders.contains(cell.key().seed()))
                .sorted(Comparator.comparingLong(cell -> cell.key().seed()))
                .toList();
    }

    private static PairedDifference difference(List<Cell> ones, List<Cell> others, String value) {
        return PairedDifference.of(values(ones, value), values(others, value));
    }

    private static double[] values(List<Cell> cells, String value) {
        return cells.stream().mapToDouble(cell -> cell.values().get(value)).toArray();
    }
}
