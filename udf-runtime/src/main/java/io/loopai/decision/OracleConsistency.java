package io.loopai.decision;

import io.loopai.task.LiveVersion;
import io.loopai.task.TaskSpec;
import java.util.Locale;

/**
 * How often an oracle that was asked the same question twice has said the same, and what follows from
 * that for the agreement that any program can reach.
 *
 * <pre>{@code
 * OracleConsistency oracle = OracleConsistency.NONE.plus(true).plus(true).plus(false);
 * oracle.canShow(0.95);                          // true: three questions say little
 * }</pre>
 *
 * <p>An oracle that answers an input with the probabilities p agrees with itself with probability Σp²,
 * and with no program more often than max p ≤ √Σp². Over all inputs, by Jensen's inequality, no program
 * agrees with it more often than √consistency. That holds where agreeing means being equal.
 *
 * @param same questions of the audit that got the same answer twice
 * @param different those that did not
 */
public record OracleConsistency(long same, long different) {

    public static final OracleConsistency NONE = new OracleConsistency(0, 0);

    private static final int PERCENT = 100;

    /** Another one as soon as the oracle is asked something else: then its contradictions are past. */
    public static String question(TaskSpec task) {
        return LiveVersion.hashOf(
                task.oracle() + "\n" + task.outputSchema() + "\n" + task.description());
    }

    /** After another question. */
    public OracleConsistency plus(boolean isSame) {
        return isSame
                ? new OracleConsistency(same + 1, different)
                : new OracleConsistency(same, different + 1);
    }

    /** Questions that were asked twice. */
    public long asked() {
        return same + different;
    }

    /** The share of the same answers; 0.5 without any question. */
    public double share() {
        return asked() == 0 ? 0.5 : (double) same / asked();
    }

    /** Of the share, for people: {@link Wilson}. */
    public Interval shown() {
        return Wilson.interval(same, asked());
    }

    /** Surely no program agrees with the oracle more often, a probability; valid at every look. */
    public double ceiling() {
        return Math.sqrt(ConfidenceSequence.interval(same, asked(), AuditCounts.ALPHA).high());
    }

    /** Whether a program might reach the target, or, if not, surely none can be shown to. */
    public boolean canShow(double target) {
        return target <= ceiling();
    }

    /** Both, for people. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "the oracle agrees with itself in %.1f%% of %d questions that it was asked twice, so"
                        + " that no program can be shown to agree with it in more than %.1f%%",
                PERCENT * share(),
                asked(),
                PERCENT * ceiling());
    }
}
