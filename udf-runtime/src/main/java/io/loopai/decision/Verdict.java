package io.loopai.decision;

/** What the duels of a challenger with the champion have shown so far. */
public enum Verdict {
    /** The challenger is better. */
    PROMOTE,
    /** Cross-validation speaks for it, and the test has shown nothing yet; the test goes on. */
    PROMOTE_PROVISIONALLY,
    /** The challenger is worse. */
    ROLL_BACK,
    /** Neither is shown. */
    UNDECIDED
}
