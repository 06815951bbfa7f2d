package io.loopai.task;

/** Why an execution was chosen for the oracle. */
public enum Draw {
    /** By a constant probability, independent of everything else: agreement is estimated from it. */
    AUDIT,
    /** Because live versions disagreed, by a constant probability: versions are compared by it. */
    DUEL,
    /** Because a label would teach much, by a probability that may be 0: enters no estimate. */
    LEARN,
    /** Because the request asked for it; enters no estimate. */
    FORCED,
    /** Because the program abstained and the oracle answered in its place; enters no estimate. */
    FALLBACK
}
