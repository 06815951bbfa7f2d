package io.loopai.generator;

/** How a program is made. */
public enum Strategy {
    /** All that can be done; the best is chosen. */
    AUTO,
    /** An LLM writes programs; the best of them is chosen. */
    LLM,
    /** A linear model is trained; no LLM is needed. */
    LEARNED,
    /**
     * A model is trained that looks at the answers of programs that an LLM wrote, too; one of these
     * alone is chosen when the mix is not better.
     */
    HYBRID
}
