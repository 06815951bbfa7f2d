package io.loopai.task;

/** Why an execution was chosen for the oracle. */
public enum Draw {
    /** By a constant probability, independent of everything else: agreement is estimated from it. */
    AUDIT,
    /** Because the request asked for it; enters no estimate. */
    FORCED
}
