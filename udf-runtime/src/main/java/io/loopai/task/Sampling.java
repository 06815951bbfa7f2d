package io.loopai.task;

/**
 * How many executions of a task go to its oracle.
 *
 * @param policy how they are chosen
 * @param rate share of the executions, a probability in [0, 1]
 */
public record Sampling(Policy policy, double rate) {

    /** Every twentieth execution, chosen at random. */
    public static final Sampling DEFAULT = new Sampling(Policy.RANDOM, 0.05);

    /** The ways of choosing samples that this version knows. */
    public enum Policy {
        /** Each execution with the same probability, by a hash of its id. */
        RANDOM
    }
}
