package io.loopai.engine;

/**
 * Lowers the rate of sampling so that a budget of samples an hour is kept: the budget by the number of
 * executions that came lately, in windows of a second at first and of a minute soon.
 *
 * <p>All executions of a window are sampled at one rate, known before the first of them, so a budget
 * favours no execution. A sudden burst can exceed it until its window is over.
 */
final class SampleBudget {

    private static final long SHORTEST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final double perHour;
    private final double wanted;
    private double rate;
    private long window = SHORTEST_MILLIS;
    private long began;
    private long executions;

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
            rate = Math.min(wanted, previous.rate);
        }
    }

    /** Counts an execution; whether the rate has changed with it. */
    boolean count(long millis) {
        if (began == 0) {
            began = millis;
        }
        long passed = millis - began;
        boolean changed = false;
        if (passed >= window) {
            double now = Math.min(wanted, perHour * passed / (MILLIS_PER_HOUR * executions));
            changed = now != rate;
            rate = now;
            began = millis;
            executions = 0;
            window = Math.min(LONGEST_MILLIS, 2 * window);
        }
        executions++;
        return changed;
    }

    /** For the executions of the window under way, a probability. */
    double rate() {
        return rate;
    }
}
