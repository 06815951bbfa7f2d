package io.loopai.sandbox.meter;

/** Which limit of its budget a program went over. */
public enum Exhaustion {
    FUEL,
    DEPTH,
    CLOCK,
    MEMORY
}
