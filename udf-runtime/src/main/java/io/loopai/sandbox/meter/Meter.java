package io.loopai.sandbox.meter;

import java.lang.invoke.MethodHandles;

/**
 * The counters of one program and the calls woven into its code.
 *
 * <p>Every program's class loader defines its own copy of this class, so that the counters can be
 * plain static fields, which are cheap, and yet belong to one program on one thread. The methods are
 * small enough for the JIT to inline them; no call adds a branch to the program's own code, whose
 * stack map frames therefore stay as the compiler wrote them.
 *
 * <p>Fuel is handed out in chunks: only at the end of a chunk are the rest of the budget and the
 * clock looked at. The first is so large that most runs never see its end: code that the JIT knows to
 * have never run short of fuel is much faster than code that once did. Once exhausted, every further step throws again, so it does not help a program
 * that a JDK method swallowed the error.
 */
public final class Meter implements Gauge {

    private static final int LARGE_BYTES = 4_096;

    /** Steps between two looks at the clock, after the first. */
    private static final long CHUNK = 10_000;

    /** What one run may allocate in all, garbage included. */
    public static final long MAX_BYTES = 64L << 20;

    /** What an exception takes, apart from the places of the program's calls. */
    private static final int EXCEPTION_BYTES = 512;

    private static final int EXCEPTION_STEPS = 16;

    private static final Alarm ALARM = new Alarm(MethodHandles.lookup());

    private static long fuel;
    private static long bytes;
    private static long reserve;

    /** By the thread until the first look, before which there are too few steps for many bytes. */
    private static long allocatedBefore;

    private static int depth;
    private static int deepest;
    private static final Stopwatch STOPWATCH = new Stopwatch();
    private static Exhaustion exhausted;

    private static long runs;
    private static boolean running;
    private static long thread = Stopwatch.thread();

    /**
     * A method begins that may lead to others of the program.
     *
     * @return how many calls may still be nested, which the method keeps for {@link #exit} and
     *     {@link #caught}
     */
    public static int enter() {
        int left = depth - 1;
        if (left < 0) {
            stop(Exhaustion.DEPTH);
        }
        depth = left;
        return left;
    }

    /** The same with many variables, or called by the JDK: it counts for several calls. */
    public static int enter(int calls) {
        int left = depth - calls;
        if (left < 0) {
            stop(Exhaustion.DEPTH);
        }
        depth = left;
        return left;
    }

    /** A method returns. */
    public static void exit(int left) {
        depth = left + 1;
    }

    /** A method returns that counted for several calls. */
    public static void exit(int left, int calls) {
        depth = left + calls;
    }

    /** A method begins, or a loop goes round. */
    public static void step() {
        if (--fuel < 0) {
            refill();
        }
    }

    /** The same with more code. */
    public static void steps(int steps) {
        charge(steps);
    }

    /** A loop goes round, which pays for sixteen rounds at once. */
    public static void round(int counter, int steps) {
        if ((counter & 15) == 0) {
            charge(steps);
        }
    }

    /** Something happens that takes as long as that many steps. */
    public static void charge(long steps) {
        fuel -= Math.max(0, steps);
        if (fuel < 0) {
            refill();
        }
    }

    /** Something of that many bytes is created. */
    public static void allocate(long size) {
        bytes -= Math.max(0, size);
        if (bytes < 0) {
            stop(Exhaustion.MEMORY);
        }
        if (size > LARGE_BYTES) {
            charge(size >> 6); // to clear and to collect it takes time as well
        }
    }

    /** The same for what is small: the JVM counts these, and is asked where the clock is looked at. */
    public static void allocateLittle(int size) {
        if (!Memory.MEASURED) {
            bytes -= size;
            if (bytes < 0) {
                stop(Exhaustion.MEMORY);
            }
        }
    }

    /**
     * A handler, {@code finally} included, begins: what it must not catch is thrown on. The calls
     * that the exception unwound had no chance to count themselves out.
     */
    public static void caught(Throwable thrown, int left) {
        if (thrown instanceof BudgetError
                || thrown instanceof VirtualMachineError
                || thrown instanceof LinkageError) {
            throw (Error) thrown;
        }
        depth = left;
        exception(); // most come from the JDK
    }

    /** An exception is made, which writes down all the calls that led to it. */
    public static void exception() {
        int calls = deepest - depth;
        charge(EXCEPTION_STEPS + 8L * calls);
        allocate(EXCEPTION_BYTES + 64L * calls);
    }

    @Override
    public void start(long fuel, long unwatched, int depth, long nanos) {
        long first = Math.min(unwatched, fuel);
        Meter.fuel = first;
        Meter.reserve = fuel - first; // not what an alarm has made of the field by now
        Meter.bytes = MAX_BYTES;
        Meter.allocatedBefore = 0;
        Meter.depth = depth;
        Meter.deepest = depth;
        STOPWATCH.reset(nanos);
        Meter.exhausted = null;
        runs++;
        running = true;
        thread = Stopwatch.thread();
    }

    @Override
    public long run() {
        return running ? runs : 0;
    }

    @Override
    public long thread() {
        return thread;
    }

    @Override
    public void alarm() {
        ALARM.raise();
    }

    @Override
    public Exhaustion exhausted() {
        running = false;
        return exhausted;
    }

    private static void refill() {
        if (exhausted != null) {
            stop(exhausted);
        }
        long left = Alarm.without(fuel);
        fuel = left;
        long owed = -left;
        if (reserve < owed) {
            stop(Exhaustion.FUEL);
        }
        if (STOPWATCH.isOver()) {
            stop(Exhaustion.CLOCK);
        }
        if (Memory.MEASURED) {
            long allocated = Memory.allocated();
            if (allocatedBefore == 0) {
                allocatedBefore = allocated;
            } else if (allocated - allocatedBefore > MAX_BYTES) {
                stop(Exhaustion.MEMORY);
            }
        }
        if (left >= 0) {
            return; // an alarm, which takes nothing
        }
        long chunk = Math.min(Math.max(CHUNK, owed), reserve);
        reserve -= chunk;
        fuel = left + chunk;
    }

    private static void stop(Exhaustion reason) {
        exhausted = exhausted == null ? reason : exhausted;
        fuel = 0;
        reserve = 0;
        throw new BudgetError();
    }
}
