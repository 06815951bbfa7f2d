package io.loopai.decision;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What takes a challenger out of the traffic whatever its duels say: errors, timeouts, latency, lost
 * coverage, and rare labels that it no longer finds.
 *
 * <pre>{@code
 * Optional<String> problem = Guards.problem(champion, challenger, 10_000);
 * }</pre>
 *
 * <p>A share counts as worse when it exceeds the champion's by more than what is allowed plus
 * {@value #SIGMAS} standard errors (two shares, unpooled, one success and one failure added to each:
 * Agresti, Caffo 2000). So a gross fault shows within a few dozen requests, a small one within
 * thousands, and a healthy version is hardly ever taken out, though the guards are asked often.
 */
public final class Guards {

    /** More failures, as a share of the requests. */
    public static final double MORE_FAILURES = 0.005;

    /** Less coverage, as a share of the requests. */
    public static final double LESS_COVERAGE = 0.02;

    /** Lower recall of one rare label, as a share of its records. */
    public static final double LESS_RECALL = 0.1;

    /**
     * How many times as long as the champion. Buckets of times ({@link io.loopai.task.LatencyCounts})
     * differ by a factor of 1.41: one of them is chance, two are not.
     */
    public static final double SLOWER = 1.5;

    /** Fewer requests say little of a 99th percentile. */
    public static final long LATENCY_CALLS = 1_000;

    /** What no version may do, whatever others do: fail more often, as a share of the requests. */
    public static final double MOST_FAILURES = 0.2;

    /** Fewer requests say little of a version alone. */
    private static final long FAILING_CALLS = 200;

    private static final double SIGMAS = 4;

    private Guards() {}

    /**
     * The first thing that is wrong with the challenger, with its numbers.
     *
     * @param latencyTargetUs microseconds that one answer may take
     */
    public static Optional<String> problem(
            VersionHealth champion, VersionHealth challenger, double latencyTargetUs) {
        if (exceeds(
                challenger.errors(),
                challenger.calls(),
                champion.errors(),
                champion.calls(),
                MORE_FAILURES)) {
            return worse(
                    "errors",
                    "end in errors",
                    challenger.errors(),
                    challenger,
                    champion.errors(),
                    champion);
        }
        if (exceeds(
                challenger.timeouts(),
                challenger.calls(),
                champion.timeouts(),
                champion.calls(),
                MORE_FAILURES)) {
            return worse(
                    "timeouts",
                    "end in timeouts",
                    challenger.timeouts(),
                    challenger,
                    champion.timeouts(),
                    champion);
        }
        boolean slow =
                challenger.calls() >= LATENCY_CALLS
                        && challenger.p99Us() > latencyTargetUs
                        && challenger.p99Us() > SLOWER * champion.p99Us();
        if (slow) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "latency: the challenger takes %.0f µs at the 99th percentile, the"
                                    + " champion %.0f µs, and the target is %.0f µs",
                            challenger.p99Us(),
                            champion.p99Us(),
                            latencyTargetUs));
        }
        long open = challenger.calls() - challenger.answered();
        long championOpen = champion.calls() - champion.answered();
        if (exceeds(open, challenger.calls(), championOpen, champion.calls(), LESS_COVERAGE)) {
            return worse("coverage", "have no answer", open, challenger, championOpen, champion);
        }
        return rareLabels(champion, challenger);
    }

    /** Whether errors and timeouts leave a version no place in the traffic, with nobody to compare it with. */
    public static boolean failsTooOften(VersionHealth version) {
        return version.calls() >= FAILING_CALLS
                && version.errors() + version.timeouts() > MOST_FAILURES * version.calls();
    }

    private static Optional<String> rareLabels(VersionHealth champion, VersionHealth challenger) {
        for (Map.Entry<String, VersionHealth.Recall> entry :
                new TreeMap<>(challenger.recalls()).entrySet()) {
            VersionHealth.Recall recall = entry.getValue();
            VersionHealth.Recall before = champion.recalls().get(entry.getKey());
            if (before != null
                    && exceeds(
                            recall.records() - recall.found(),
                            recall.records(),
                            before.records() - before.found(),
                            before.records(),
                            LESS_RECALL)) {
                return Optional.of(
                        String.format(
                                "recall: the challenger finds %d of %d records of '%s', the champion"
                                        + " %d of %d",
                                recall.found(),
                                recall.records(),
                                entry.getKey(),
                                before.found(),
                                before.records()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> worse(
            String guard,
            String what,
            long count,
            VersionHealth challenger,
            long before,
            VersionHealth champion) {
        return Optional.of(
                "%s: %d of the challenger's %d requests %s, %d of the champion's %d"
                        .formatted(
                                guard, count, challenger.calls(), what, before, champion.calls()));
    }

    /** Whether one share surely exceeds another by more than what is allowed. */
    static boolean exceeds(long count, long of, long otherCount, long ofOther, double allowed) {
        double share = (count + 1.0) / (of + 2.0);
        double other = (otherCount + 1.0) / (ofOther + 2.0);
        double variance = share * (1 - share) / (of + 2.0) + other * (1 - other) / (ofOther + 2.0);
        return share - other > allowed + SIGMAS * Math.sqrt(variance);
    }
}
