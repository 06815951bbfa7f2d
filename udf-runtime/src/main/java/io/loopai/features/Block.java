package io.loopai.features;

/**
 * Features that are weighed together: in each block a record's features share one vote, so that a
 * long text says no more than a short one.
 */
public enum Block {
    /** Words, and each two neighbouring words. */
    WORDS,
    /** Runs of characters, across words. */
    CHARS,
    /** Punctuation, how numbers and words are written, how the text begins and ends. */
    MARKS,
    /** Numbers, choices, what other programs answer, and the tones of words. */
    FIELDS,
    /** What words name. */
    KINDS
}
