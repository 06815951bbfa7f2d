package io.loopai.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whether a version has begun to err more often than it did, seen from its audit labels in their
 * order.
 *
 * <pre>{@code
 * ErrorDrift drift = ErrorDrift.START;
 * for (boolean wrong : labels) {
 *     drift = drift.plus(wrong);
 *     if (drift.alarm()) {
 *         drift = ErrorDrift.START;              // as with every new version
 *     }
 * }
 * }</pre>
 *
 * <p>A cumulative mean hides a shift for as many labels as came before it. This is an e-detector of
 * the Shiryaev–Roberts kind: the sum, over every label at which the change may have come, of a bet's
 * wealth that started there (Shin, Ramdas, Rinaldo 2024, "E-detectors: a nonparametric framework for
 * sequential change detection", §3–4; for monitoring models: Podkopaev, Ramdas 2022, "Tracking the
 * risk of a deployed model"). The bets are on error rates from {@value #LEAST_RISE} upwards above
 * the baseline. In expectation a sum grows by at most one with each label while the baseline holds, so
 * that in n labels an alarm comes with probability at most n / {@value #RUN_LENGTH}, and on average
 * not before {@value #RUN_LENGTH} labels.
 *
 * <p>The baseline is the version's own error rate, which nobody knows: what is bet against is the
 * upper end of its {@link ConfidenceSequence} so far. That is why nothing can be seen in the first
 * few labels, when {@link AuditCounts#status} is the one to ask, and why a rise much smaller than
 * {@value #LEAST_RISE} is never called a drift.
 *
 * @param wrong labels so far that were wrong
 * @param labels all labels so far
 * @param wealth for every bet, the sum of its wealth over the starting points
 */
public record ErrorDrift(long wrong, long labels, List<Double> wealth) {

    /** Labels between two false alarms, at least, on average. */
    public static final double RUN_LENGTH = 10_000;

    /** The smallest rise of the error rate that is bet on, as a share of what was right. */
    public static final double LEAST_RISE = 0.05;

    private static final double[] RISES = {LEAST_RISE, 0.1, 0.2, 0.4};

    /** The probability that the baseline is ever taken to be lower than it is. */
    private static final double BASELINE_ALPHA = 0.01;

    /** Before the first label of a version, and after every alarm. */
    public static final ErrorDrift START =
            new ErrorDrift(0, 0, Collections.nCopies(RISES.length, 0.0));

    public ErrorDrift {
        ConfidenceSequence.check(wrong, labels);
        wealth = List.copyOf(wealth);
        if (wealth.size() != RISES.length) {
            throw new IllegalArgumentException(
                    "wealth needs one number for each of the %d bets, but has %d: was it stored by another release?"
                            .formatted(RISES.length, wealth.size()));
        }
    }

    /** After one more label. */
    public ErrorDrift plus(boolean isWrong) {
        double baseline = baseline();
        List<Double> next = new ArrayList<>(RISES.length);
        for (int i = 0; i < RISES.length; i++) {
            double bet = baseline + RISES[i] * (1 - baseline);
            double ratio = isWrong ? bet / baseline : 1 - RISES[i];
            next.add((wealth.get(i) + 1) * ratio);
        }
        return new ErrorDrift(isWrong ? wrong + 1 : wrong, labels + 1, next);
    }

    /** An error rate that the version surely does not exceed without a change; a probability. */
    public double baseline() {
        return 1 - ConfidenceSequence.low(labels - wrong, labels, BASELINE_ALPHA);
    }

    /** What has been gathered for a change: at most the number of labels in expectation without one. */
    public double evidence() {
        double sum = 0;
        for (double each : wealth) {
            sum += each;
        }
        return sum / wealth.size();
    }

    public boolean alarm() {
        return evidence() >= RUN_LENGTH;
    }
}
