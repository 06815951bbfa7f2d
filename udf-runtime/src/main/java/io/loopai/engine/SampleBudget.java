package io.loopai.engine;

/**
 * Lowers the rate of sampling so that a budget of samples an hour is kept: the budget by the number of
 * executions that came lately, in windows of a second at first and of a minute soon.
 *
 * <p>The rate of an execution is known before it comes, so a budget favours none. In a sudden burst a
 * window is over as soon as it has cost three minutes' samples, and the next is a second.
 */
final class SampleBudget {

    private static final long SHORTEST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double MOST_MILLIS_OF_BUDGET = 180_000;

    private final double perHour;
    private final double wanted;
    private double rate;
    private long window = SHORTEST_MILLIS;
    private long began;
    private long executions;
    private double samples;

    /**
     * @param perHour samples
     * @param wanted rate while the budget allows it
     * @param previous what another budget has seen, of the same task; may be null
     */
    SampleBudget(double perHour, double wanted, SampleBudget previous) {
        this.perHour = perHour;
        this.wanted = wanted;
        this.rate = wanted;
        if (previous != null) {
            window = previous.window;
            began = previous.began;
            executions = previous.executions;
            samples = previous.samples;
            rate = Math.min(wanted, previous.rate);
        }
    }

    /** Counts an execution; whether the rate has changed with it. */
    boolean count(long millis) {
        if (began == 0) {
            began = millis;
        }
        // Never none: so many executions at once are too many for the rate they were drawn with.
        long passed = Math.max(1, millis - began);
        boolean isBurst = samples >= mostSamples();
        boolean changed = false;
        if (isBurst || passed >= window) {
            double now = Math.min(wanted, perHour * passed / (MILLIS_PER_HOUR * executions));
            changed = now != rate;
            rate = now;
            began = millis;
            executions = 0;
            samples = 0;
            window = isBurst ? SHORTEST_MILLIS : Math.min(LONGEST_MILLIS, 2 * window);
        }
        executions++;
        samples += rate;
        return changed;
    }

    /** In one window; one of a small budget. */
    private double mostSamples() {
        return Math.max(1, perHour * MOST_MILLIS_OF_BUDGET / MILLIS_PER_HOUR);
    }

    /** For the execution that was counted last, a probability. */
    double rate() {
        return rate;
    }
}
