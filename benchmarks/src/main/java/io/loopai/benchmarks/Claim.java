package io.loopai.benchmarks;

import io.loopai.decision.Interval;

/**
 * What a program said of its accuracy, and what came true.
 *
 * @param estimate a share
 * @param interval in which the accuracy should lie in 95% of cases
 * @param truth the accuracy on rows that the program had no part in
 * @param judged how many those rows were
 */
record Claim(double estimate, Interval interval, double truth, int judged) {

    /** The normal quantile of 0.975. */
    private static final double Z = 1.959963984540054;

    /** Two over the share of cases in which the interval may miss. */
    private static final double PENALTY = 2 / 0.05;

    boolean covers() {
        return interval.contains(truth);
    }

    /**
     * The width of the interval, and 40 times the distance by which it misses: the less the better,
     * and least on average for the true quantiles (Winkler 1972, "A decision-theoretic approach to
     * interval estimation").
     */
    double winkler() {
        double below = Math.max(0, interval.low() - truth);
        double above = Math.max(0, truth - interval.high());
        return interval.width() + PENALTY * (below + above);
    }

    /**
     * The same for the share of right answers among so many rows, which has luck of its own, instead
     * of for the accuracy in the long run. Distances to the estimate are added as the variances of
     * independent quantities (Zou, Donner 2008, "Construction of confidence limits about effect
     * measures").
     */
    Claim predictive() {
        double low = estimate - distance(estimate - interval.low(), interval.low());
        double high = estimate + distance(interval.high() - estimate, interval.high());
        Interval wider = new Interval(Math.max(0, low), Math.min(1, high));
        return new Claim(estimate, wider, truth, judged);
    }

    private double distance(double claimed, double limit) {
        double chance = Z * Math.sqrt(limit * (1 - limit) / judged);
        return Math.hypot(claimed, chance);
    }
}
