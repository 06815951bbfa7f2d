package io.loopai.service.telemetry;

import io.loopai.task.Draw;
import io.loopai.task.LatencyCounts;
import io.loopai.task.Traffic;
import io.loopai.task.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what is heard of all tasks, until it is asked for a report. Lost with the process. */
public final class TelemetryBook {

    private final Map<String, Page> pages = new TreeMap<>();
    private Instant since;

    public TelemetryBook(Instant now) {
        this.since = now;
    }

    private static final class Page {
        private final Map<Integer, Sum> versions = new TreeMap<>();
        private long answered;
        private long missing;
        private long audited;
        private long agreed;
        private double costUsd;
    }

    private static final class Sum {
        private final LatencyCounts latency = new LatencyCounts();
        private long calls;
        private long served;
        private long abstained;
        private long errors;
        private long timeouts;
    }

    /** Counts what one subtask saw. */
    public synchronized void add(Traffic traffic) {
        Page page = page(traffic.task());
        for (Traffic.OfVersion of : traffic.versions()) {
            Sum sum = page.versions.computeIfAbsent(of.version(), unknown -> new Sum());
            sum.calls += of.calls();
            sum.served += of.served();
            sum.abstained += of.abstained();
            sum.errors += of.errors();
            sum.timeouts += of.timeouts();
            sum.latency.addAll(of.latencyCounts());
        }
    }

    /**
     * Counts what the oracle said; what has come late is not missing any more, and what is corrected
     * was counted before. So each is to be marked by what was added before it, in whichever order the
     * jobs said it.
     */
    public synchronized void add(List<Validation> validations) {
        for (Validation validation : validations) {
            Page page = page(validation.task());
            page.costUsd += validation.costUsd();
            if (validation.expected() == null) {
                page.missing++;
                continue;
            }
            boolean isAudit = validation.draw() == Draw.AUDIT;
            page.agreed += isAudit && Boolean.TRUE.equals(validation.agrees()) ? 1 : 0;
            if (validation.corrects() != null) {
                page.agreed -= isAudit && hadAgreed(validation) ? 1 : 0;
                continue;
            }
            page.answered++;
            page.missing -= validation.isLate() ? 1 : 0;
            page.audited += isAudit ? 1 : 0;
        }
    }

    private static boolean hadAgreed(Validation validation) {
        return validation.corrects().right().contains(validation.version());
    }

    private Page page(String task) {
        return pages.computeIfAbsent(task, unknown -> new Page());
    }

    /** What was counted since the last report; counting begins anew. */
    public synchronized TelemetryReport take(Instant now) {
        List<TelemetryReport.OfTask> tasks =
                pages.entrySet().stream()
                        .map(page -> report(page.getKey(), page.getValue()))
                        .toList();
        double seconds = Duration.between(since, now).toMillis() / 1_000.0;
        pages.clear();
        since = now;
        return new TelemetryReport(now, seconds, tasks);
    }

    private static TelemetryReport.OfTask report(String task, Page page) {
        return new TelemetryReport.OfTask(
                task,
                page.versions.entrySet().stream()
                        .map(
                                each -> {
                                    Sum sum = each.getValue();
                                    return new TelemetryReport.OfVersion(
                                            each.getKey(),
                                            sum.calls,
                                            sum.served,
                                            sum.abstained,
                                            sum.errors,
                                            sum.timeouts,
                                            sum.latency.quantileUs(0.5),
                                            sum.latency.quantileUs(0.99));
                                })
                        .toList(),
                new TelemetryReport.OfOracle(
                        page.answered, page.missing, page.audited, page.agreed, page.costUsd));
    }
}
