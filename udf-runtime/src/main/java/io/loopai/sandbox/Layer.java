package io.loopai.sandbox;

/** The step of the sandbox that refused a program. */
public enum Layer {
    /** The source does not compile. */
    COMPILE,
    /** The classes use something that the allowlist does not hold. */
    VERIFY,
    /** The classes cannot be instrumented. */
    METER,
    /** The static initialisers or the constructor failed. */
    LOAD
}
