package io.loopai.sandbox;

/**
 * How much one run of a program may use.
 *
 * <p>The clock is only read every 10,000 steps, so a program that takes fewer never meets it, and a
 * single long call into the JDK is noticed after it returns. Memory is bounded as well, at 64 MB in
 * all, garbage included, whatever the budget.
 *
 * @param fuel steps: calls of the program's own methods, jumps back in loops, caught exceptions, and
 *     one for every eight characters or every element that a call of the JDK goes through
 * @param depth calls of the program's own methods that may be nested
 * @param wallNanos elapsed time in nanoseconds
 */
public record Budget(long fuel, int depth, long wallNanos) {

    /** 20 million steps, 512 nested calls, 50 ms: what a record gets unless its task says more. */
    public static final Budget DEFAULT = new Budget(20_000_000L, 512, 50_000_000L);

    /**
     * @throws IllegalArgumentException when a limit is not positive
     */
    public Budget {
        if (fuel <= 0 || depth <= 0 || wallNanos <= 0) {
            throw new IllegalArgumentException(
                    "every limit of a budget must be positive, but these are fuel "
                            + fuel
                            + ", depth "
                            + depth
                            + " and wall clock "
                            + wallNanos
                            + " ns");
        }
    }
}
