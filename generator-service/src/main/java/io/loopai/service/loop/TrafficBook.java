package io.loopai.service.loop;

import io.loopai.decision.VersionHealth;
import io.loopai.task.LatencyCounts;
import io.loopai.task.Traffic;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up what versions do under the newest deployments of each task. Lost with the process: a step of
 * a rollout then needs its requests once more. The same stretch of a subtask is counted once, however
 * often it is told.
 */
final class TrafficBook {

    private static final double SLOWEST = 0.99;

    /** Deployments that are kept of a task. */
    private static final int PAGES = 20;

    /** What comes again was told not long ago: messages are read in batches of 500. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, TreeMap<Long, Map<Integer, Sum>>> pages = new HashMap<>();
    private final Set<Stretch> known =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Stretch, Boolean> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    private record Stretch(String task, long revision, int subtask, Instant until) {}

    private static final class Sum {
        private final LatencyCounts latency = new LatencyCounts();
        private long calls;
        private long errors;
        private long timeouts;
        private long abstained;
    }

    /** Adds what one subtask saw; false when it was told before. */
    synchronized boolean add(Traffic traffic) {
        if (!known.add(
                new Stretch(
                        traffic.task(), traffic.revision(), traffic.subtask(), traffic.until()))) {
            return false;
        }
        TreeMap<Long, Map<Integer, Sum>> ofTask =
                pages.computeIfAbsent(traffic.task(), unknown -> new TreeMap<>());
        Map<Integer, Sum> page =
                ofTask.computeIfAbsent(traffic.revision(), unknown -> new HashMap<>());
        for (Traffic.OfVersion of : traffic.versions()) {
            Sum sum = page.computeIfAbsent(of.version(), unknown -> new Sum());
            sum.calls += of.calls();
            sum.errors += of.errors();
            sum.timeouts += of.timeouts();
            sum.abstained += of.abstained();
            sum.latency.addAll(of.latencyCounts());
        }
        while (ofTask.size() > PAGES) {
            ofTask.pollFirstEntry();
        }
        return true;
    }

    /** How the version did under that deployment and later ones; no calls if nothing is known. */
    synchronized VersionHealth health(
            String task, long revision, int version, Map<String, VersionHealth.Recall> recalls) {
        Sum all = new Sum();
        for (Map<Integer, Sum> page :
                pages.getOrDefault(task, new TreeMap<>()).tailMap(revision).values()) {
            Sum sum = page.get(version);
            if (sum != null) {
                all.calls += sum.calls;
                all.errors += sum.errors;
                all.timeouts += sum.timeouts;
                all.abstained += sum.abstained;
                all.latency.addAll(sum.latency.toList());
            }
        }
        return new VersionHealth(
                all.calls,
                all.errors,
                all.timeouts,
                all.calls - all.errors - all.timeouts - all.abstained,
                all.latency.quantileUs(SLOWEST),
                recalls);
    }
}
