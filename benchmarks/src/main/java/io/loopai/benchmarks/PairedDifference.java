package io.loopai.benchmarks;

import java.util.List;

/**
 * How much better one way is than another, measured on the same things: the mean of the differences,
 * which varies less than the difference of two means.
 *
 * <pre>{@code
 * PairedDifference.of(new double[] {0.9, 0.8}, new double[] {0.8, 0.8}).mean();   // 0.05
 * }</pre>
 *
 * @param mean of the differences, the first less the second
 * @param standardError of that mean; null for a single pair
 */
record PairedDifference(double mean, Double standardError) {

    /**
     * From pairs.
     *
     * @param one at least one value
     * @param other as many
     */
    static PairedDifference of(double[] one, double[] other) {
        int pairs = one.length;
        double mean = 0;
        for (int i = 0; i < pairs; i++) {
            mean += (one[i] - other[i]) / pairs;
        }
        if (pairs == 1) {
            return new PairedDifference(mean, null);
        }
        double squares = 0;
        for (int i = 0; i < pairs; i++) {
            squares += Math.pow(one[i] - other[i] - mean, 2);
        }
        return new PairedDifference(mean, Math.sqrt(squares / (pairs - 1) / pairs));
    }

    /**
     * Over several things that were measured apart, each counted alike.
     *
     * @param each at least one
     */
    static PairedDifference together(List<PairedDifference> each) {
        double mean = each.stream().mapToDouble(PairedDifference::mean).average().orElseThrow();
        if (each.stream().anyMatch(one -> one.standardError() == null)) {
            return new PairedDifference(mean, null);
        }
        double variance = each.stream().mapToDouble(one -> Math.pow(one.standardError(), 2)).sum();
        return new PairedDifference(mean, Math.sqrt(variance) / each.size());
    }

    /** Better or worse by more than one standard error, or the same; of a single pair, unknown. */
    String verdict() {
        if (standardError == null) {
            return "unknown";
        }
        if (Math.abs(mean) <= standardError) {
            return "same";
        }
        return mean > 0 ? "better" : "worse";
    }
}
