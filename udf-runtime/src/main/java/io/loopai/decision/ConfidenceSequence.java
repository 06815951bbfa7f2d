package io.loopai.decision;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * The interval to decide by: with probability 1 − α it holds the true probability after every single
 * trial, however often one looks and whenever one stops.
 *
 * <pre>{@code
 * ConfidenceSequence.interval(180, 200, 0.05);   // [0.8122, 0.9572]; Wilson: [0.8506, 0.9343]
 * }</pre>
 *
 * <p>A bet against a probability p wins the ratio of the Beta(½, ½) mixture's likelihood to that of
 * p. If p is true, the wealth of the bettor is a martingale, and ever exceeds 1/α with probability
 * at most α (Ville 1939); so what has lost that much is excluded. Method of mixtures: Robbins (1970),
 * "Statistical methods related to the law of the iterated logarithm"; the beta-binomial case:
 * Howard, Ramdas, McAuliffe, Sekhon (2021), "Time-uniform, nonparametric, nonasymptotic confidence
 * sequences". With a weight of ½ the width relative to Wilson's hardly depends on p: about 1.75 at
 * 200 trials, 1.9 at 1,000.
 */
public final class ConfidenceSequence {

    private static final double WEIGHT = 0.5;
    private static final double LOG_PRIOR = LogBeta.value(WEIGHT, WEIGHT);

    /** Far more than are needed: six to ten. */
    private static final int MOST_STEPS = 100;

    private ConfidenceSequence() {}

    /**
     * The probabilities that are not excluded.
     *
     * @param alpha the probability that the truth is ever excluded, in (0, 1)
     */
    public static Interval interval(long successes, long trials, double alpha) {
        check(successes, trials);
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "alpha is a probability of error between 0 and 1, but is " + alpha);
        }
        return new Interval(
                low(successes, trials, alpha), 1 - low(trials - successes, trials, alpha));
    }

    /**
     * The natural logarithm of the evidence (an e-value) that the probability of a success is not
     * {@code p}: excluded at α when it reaches {@code log(1/α)}.
     */
    public static double logEvidence(long successes, long trials, double p) {
        check(successes, trials);
        return logMixture(successes, trials) - logLikelihood(successes, trials, p);
    }

    /**
     * The lower end: below the share of successes, where the likelihood falls to α times the mixture's.
     * The logarithm of the likelihood is concave, so Newton's steps from below never go beyond it.
     */
    static double low(long successes, long trials, double alpha) {
        if (successes == 0) {
            return 0;
        }
        long failures = trials - successes;
        double enough = logMixture(successes, trials) + Math.log(alpha);
        double low = Math.exp(enough / successes); // where it would be without any failures
        for (int i = 0; i < MOST_STEPS && failures > 0; i++) {
            double slope = successes / low - failures / (1 - low);
            double next = low + (enough - logLikelihood(successes, trials, low)) / slope;
            if (!(next > low)) {
                break; // as close as a double comes
            }
            low = next;
        }
        return low;
    }

    private static double logMixture(long successes, long trials) {
        return LogBeta.value(WEIGHT + successes, WEIGHT + trials - successes) - LOG_PRIOR;
    }

    private static double logLikelihood(long successes, long trials, double p) {
        return times(successes, Math.log(p)) + times(trials - successes, Math.log1p(-p));
    }

    /** The product, where nothing times minus infinity is nothing. */
    private static double times(long count, double logarithm) {
        return count == 0 ? 0 : count * logarithm;
    }

    static void check(long successes, long trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "successes must be between 0 and the number of trials, but are "
                            + successes
                            + " of "
                            + trials);
        }
    }
}
