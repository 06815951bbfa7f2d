package io.loopai.task;

/** Whoever knows the right answer. */
public enum Oracle {
    /** A large language model. */
    LLM,
    /** A person. */
    HUMAN,
    /** Labels that came with the data or arrived later. */
    LABELS
}
