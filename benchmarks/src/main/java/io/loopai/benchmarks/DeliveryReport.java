package io.loopai.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link Delivery} came to.
 *
 * @param loadAfter the load average at the end; that at the start is the machine's
 * @param firstStart seconds until {@code up} was ready
 * @param seconds from the first request to the last committed result
 * @param longestPause the most seconds between two results
 */
record DeliveryReport(
        Machine machine,
        double loadAfter,
        Delivery.Plan plan,
        double firstStart,
        double seconds,
        int changes,
        double longestPause,
        List<Kill> kills,
        DeliveryCounts counts) {

    /**
     * One {@code kill -9}.
     *
     * @param millisAfterCheckpoint at most so long after a checkpoint was complete; null for a kill
     *     in the middle
     * @param start seconds until {@code up} was ready again, the start of the JVM included
     * @param stoodStill the longest that a reader with read_committed then waited for a result,
     *     seconds
     */
    record Kill(Double millisAfterCheckpoint, double start, double stoodStill) {}

    @JsonProperty
    double perSecond() {
        return counts.results() / seconds;
    }

    /**
     * Whether nothing was lost or doubled, and the version changed as often as planned. A kill may
     * take back the few answers of a version before anybody saw them.
     */
    @JsonProperty
    boolean isExact() {
        return counts.isExact(plan.requests())
                && changes == plan.changes()
                && (counts.byVersion().size() == changes + 1 || !kills.isEmpty());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%s; %.2f at the end", machine, loadAfter);
        line(
                text,
                "broker %s, parallelism %d, %s; ready after %.1f s",
                plan.brokerBeside() ? "in a process of its own" : "inside 'up'",
                plan.parallelism(),
                plan.settings(),
                firstStart);
        line(
                text,
                "%,d requests in %.1f s: %,.0f/s; %d changes of the version",
                counts.requests(),
                seconds,
                perSecond(),
                changes);
        line(
                text,
                "results %,d (distinct %,d), executions %,d (%,d), samples %,d (%,d) of %,d; dead"
                        + " letters %d; result and execution disagree: %d",
                counts.results(),
                counts.distinctResults(),
                counts.executions(),
                counts.distinctExecutions(),
                counts.samples(),
                counts.distinctSamples(),
                counts.sampled(),
                counts.deadLetters(),
                counts.disagreeing());
        line(text, "by version %s", counts.byVersion());
        if (kills.isEmpty()) {
            line(text, "longest pause between two results %.1f s", longestPause);
        }
        for (Kill kill : kills) {
            line(
                    text,
                    "kill -9 %s: ready again after %.1f s, readers stood still for %.1f s",
                    kill.millisAfterCheckpoint() == null
                            ? "in the middle"
                            : String.format(
                                    Locale.ROOT,
                                    "at most %.1f ms after a checkpoint",
                                    kill.millisAfterCheckpoint()),
                    kill.start(),
                    kill.stoodStill());
        }
        line(text, isExact() ? "exact" : "NOT EXACT");
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
