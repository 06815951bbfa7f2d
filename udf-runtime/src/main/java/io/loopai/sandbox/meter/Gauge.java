package io.loopai.sandbox.meter;

/** How the host reaches the counters inside a program's class loader. */
public interface Gauge {

    /**
     * Sets all counters for one run.
     *
     * @param unwatched steps to go before the first look at the clock
     * @param nanos of CPU time
     */
    void start(long fuel, long unwatched, int depth, long nanos);

    /** The limit that the run went over, or null. */
    Exhaustion exhausted();
}
