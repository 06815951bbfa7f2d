package io.loopai.decision;

/**
 * Where a probability lies.
 *
 * @param low the lower end, in [0, 1]
 * @param high the upper end, in [low, 1]
 */
public record Interval(double low, double high) {

    /** Nothing is known. */
    public static final Interval ANYWHERE = new Interval(0, 1);

    public Interval {
        if (!(low >= 0 && low <= high && high <= 1)) {
            throw new IllegalArgumentException(
                    "an interval of probabilities needs 0 <= low <= high <= 1, but low is "
                            + low
                            + " and high is "
                            + high);
        }
    }

    public double width() {
        return high - low;
    }

    public boolean contains(double probability) {
        return low <= probability && probability <= high;
    }
}
