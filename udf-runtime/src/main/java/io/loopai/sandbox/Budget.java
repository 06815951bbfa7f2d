package io.loopai.sandbox;

/**
 * How much one run of a program may use.
 *
 * <p>The clock is only read every 10,000 steps, and for the first time after 50,000: a program that
 * takes fewer never meets it, and a single long call into the JDK is noticed after it returns. It
 * counts the time in which the program's thread computes, so that neither a collection nor a busy
 * machine makes a record fail; only the first eighth of it is elapsed time. Memory is bounded as well,
 * at 64 MB in all, garbage included, whatever the budget.
 *
 * @param fuel steps: calls of the program's own methods, rounds of loops and caught exceptions, each
 *     more for long code, and one for every eight characters or every element that a call of the JDK
 *     goes through; short methods that call no others, and short loops between constants, are part
 *     of the code around them
 * @param depth calls of the program's own methods that may be nested
 * @param cpuNanos CPU time in nanoseconds
 */
public record Budget(long fuel, int depth, long cpuNanos) {

    /** 20 million steps, 512 nested calls, 50 ms: what a record gets unless its task says more. */
    public static final Budget DEFAULT = new Budget(20_000_000L, 512, 50_000_000L);

    /**
     * @throws IllegalArgumentException when a limit is not positive
     */
    public Budget {
        if (fuel <= 0 || depth <= 0 || cpuNanos <= 0) {
            throw new IllegalArgumentException(
                    "every limit of a budget must be positive, but these are fuel "
                            + fuel
                            + ", depth "
                            + depth
                            + " and CPU time "
                            + cpuNanos
                            + " ns");
        }
    }
}
