package io.loopai.decision;

/**
 * Takes a given share of a stream: the values that are highest, and of equal values a random part.
 *
 * <p>A histogram of what has come so far, in which older values count less and less, says where the
 * quantile lies; the value itself is counted first. Costs the same for every value.
 */
final class TopShare {

    private static final int BINS = 128;

    /**
     * Every so many values, all counts are halved: in a stream that has come to have less to doubt there
     * would be no high values for as long as the old ones count.
     */
    private static final int HALVE_AFTER = 200;

    private final double[] counts = new double[BINS];
    private double total;
    private int sinceHalved;

    /** The probability with which to take the value, in [0, 1]. */
    double probability(double value, double share) {
        int bin = add(value);
        double above = 0;
        for (int i = bin + 1; i < BINS; i++) {
            above += counts[i];
        }
        return Math.min(1, Math.max(0, (share * total - above) / counts[bin]));
    }

    /** Twice the share of the values that are further out on the same side: 0 far out, 1 in the middle. */
    double tail(double value) {
        int bin = add(value);
        double below = counts[bin] / 2;
        for (int i = 0; i < bin; i++) {
            below += counts[i];
        }
        return 2 * Math.min(below, total - below) / total;
    }

    private int add(double value) {
        if (++sinceHalved > HALVE_AFTER) {
            sinceHalved = 1;
            total /= 2;
            for (int i = 0; i < BINS; i++) {
                counts[i] /= 2;
            }
        }
        int bin = (int) Math.min(BINS - 1, Math.max(0, value * BINS));
        counts[bin]++;
        total++;
        return bin;
    }
}
