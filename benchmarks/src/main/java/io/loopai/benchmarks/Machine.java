package io.loopai.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * Where and under what load numbers were measured.
 *
 * @param heapMb the most that the heap may take, MiB
 * @param load average number of busy processors in the last minute, everybody's
 */
record Machine(
        String java, String os, int cores, long heapMb, List<String> collectors, double load) {

    static Machine here() {
        return new Machine(
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Java %s, %s, %d cores, heap %d MiB (%s), load average %.2f",
                java,
                os,
                cores,
                heapMb,
                String.join(", ", collectors),
                load);
    }
}
