package io.loopai.benchmarks;

/** Seeds of many streams from one. */
final class Seeds {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /** Far enough from each other, whatever the numbers (Steele, Lea, Flood 2014). */
    static long of(long seed, long stream) {
        return (seed + stream * GOLDEN_GAMMA) * GOLDEN_GAMMA;
    }
}
