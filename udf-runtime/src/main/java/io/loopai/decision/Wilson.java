package io.loopai.decision;

/**
 * The interval to show to people: right 95% of the time for a number of labels that was fixed
 * beforehand. Whoever looks again and again, to decide as soon as it excludes something, needs
 * {@link ConfidenceSequence}.
 *
 * <pre>{@code
 * Wilson.interval(180, 200);                     // [0.8506, 0.9343]
 * }</pre>
 *
 * <p>Wilson (1927), "Probable inference, the law of succession, and statistical inference".
 */
public final class Wilson {

    /** The normal quantile of 0.975. */
    private static final double Z = 1.959963984540054;

    private Wilson() {}

    /** 95% interval for the probability of a success; anywhere in [0, 1] without any trials. */
    public static Interval interval(long successes, long trials) {
        ConfidenceSequence.check(successes, trials);
        if (trials == 0) {
            return Interval.ANYWHERE;
        }
        double n = trials;
        double share = successes / n;
        double scale = 1 + Z * Z / n;
        double middle = (share + Z * Z / (2 * n)) / scale;
        double half = Z / scale * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return new Interval(
                successes == 0 ? 0 : Math.max(0, middle - half),
                successes == trials ? 1 : Math.min(1, middle + half));
    }
}
