package io.loopai.sandbox.meter;

/** How the host reaches the counters inside a program's class loader. */
public interface Gauge {

    /**
     * Sets all counters for one run.
     *
     * @param deadline a {@link System#nanoTime()}
     */
    void start(long fuel, int depth, long deadline);

    /** The limit that the run went over, or null. */
    Exhaustion exhausted();
}
