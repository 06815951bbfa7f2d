package io.loopai.sandbox.meter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets another thread than that of a run take the fuel away, and nothing else: what is taken is a
 * fixed number, which the run adds again when it notices. If the run writes its fuel at the same
 * time, the alarm is lost, and no step is: it was never counted in any other place.
 */
public final class Alarm {

    /** More than twice what any call charges: texts and collections have less than 2³¹ parts. */
    private static final long TAKEN = 1L << 60;

    private final VarHandle fuel;

    /**
     * @param meter may write to the static field {@code fuel}, a {@code long}, of its class
     */
    public Alarm(MethodHandles.Lookup meter) {
        try {
            fuel = meter.findStaticVarHandle(meter.lookupClass(), "fuel", long.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a meter without fuel: " + meter.lookupClass(), e);
        }
    }

    /** Makes the run look at its clock at its next step; for the watchdog's thread. */
    public void raise() {
        long left = (long) fuel.get();
        if (left >= 0) {
            fuel.compareAndSet(left, left - TAKEN);
        }
    }

    /** The fuel that there is without the alarm; for the thread of the run. */
    public static long without(long fuel) {
        return fuel < -TAKEN / 2 ? fuel + TAKEN : fuel;
    }
}
