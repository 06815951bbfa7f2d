package io.loopai.decision;

/** Which records are worth a label to learn from, beside those of the audit and the duels. */
public enum LearnPolicy {
    /** All alike: the whole budget goes to the audit. */
    RANDOM,
    /** As many of each answer, so that rare ones are not forgotten. */
    STRATIFIED,
    /** Those whose answer is least sure. */
    UNCERTAINTY,
    /** Those on which live versions disagree. */
    DISAGREEMENT,
    /** Half at random and half by disagreement and uncertainty; all at random while the program is weak. */
    MIXED,
    /** Those with a rare answer or of an unusual size. */
    EDGE_CASE,
    /** As many for each hour as for any other, however many requests it has. */
    TEMPORAL,
    /** By answer while the program is weak, more and more by uncertainty as it grows strong. */
    ADAPTIVE
}
