package io.loopai.sandbox.meter;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many bytes a thread has allocated, as the JVM counts them: asking takes as long as some twenty
 * small objects, and so is better done from time to time than adding up the size of each.
 */
public final class Memory {

    private static final ThreadMXBean THREADS = threads();

    /** Whether this JVM counts; others have to be content with what calls are said to take. */
    public static final boolean MEASURED = THREADS != null;

    private Memory() {}

    /** Bytes that the current thread has allocated since it began. Only where {@link #MEASURED}. */
    public static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static ThreadMXBean threads() {
        java.lang.management.ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads instanceof ThreadMXBean
                        && ((ThreadMXBean) threads).isThreadAllocatedMemorySupported()
                        && ((ThreadMXBean) threads).isThreadAllocatedMemoryEnabled()
                ? (ThreadMXBean) threads
                : null;
    }
}
