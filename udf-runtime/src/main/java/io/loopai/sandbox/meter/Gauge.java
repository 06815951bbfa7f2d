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

    /** A number of the run that is under way, or 0; other threads may see it late. */
    long run();

    /** The id of the thread of the latest run. */
    long thread();

    /** Makes the run look at its clock at its next step. For other threads than that of the run. */
    void alarm();

    /** Ends the run. The limit that it went over, or null. */
    Exhaustion exhausted();
}
