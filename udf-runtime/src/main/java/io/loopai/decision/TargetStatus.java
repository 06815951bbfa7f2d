package io.loopai.decision;

/** Whether a version reaches its task's target; with few labels that is often unknown. */
public enum TargetStatus {
    /** Surely: even the lower end of the interval reaches the target. */
    MET,
    /** Surely not: even the upper end of the interval stays below the target. */
    BELOW,
    /** The interval holds the target. */
    UNKNOWN;

    /**
     * @param agreement with the oracle; valid at every look, such as {@link AuditCounts#interval}
     * @param target a probability
     */
    public static TargetStatus of(Interval agreement, double target) {
        if (agreement.low() >= target) {
            return MET;
        }
        return agreement.high() < target ? BELOW : UNKNOWN;
    }
}
