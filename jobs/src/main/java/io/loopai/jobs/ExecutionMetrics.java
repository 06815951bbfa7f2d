package io.loopai.jobs;

import io.loopai.engine.Outcome.Executed;
import io.loopai.task.DeadLetter;
import io.loopai.task.Json;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The metrics of one subtask.
 *
 * <p>For each task and version (group {@code loopai}, variables {@code <task>} and {@code
 * <version>}): counters {@code executions}, {@code errors}, {@code timeouts}, {@code abstained},
 * {@code quarantines} and the histogram {@code latency_us} over the last 1,000 runs. For each reason: counter {@code
 * dead_letters}. For the subtask: counters {@code swaps}, {@code refused_deployments} and the
 * histogram {@code compile_ms}.
 */
final class ExecutionMetrics {

    private static final int WINDOW = 1_000;

    private final MetricGroup loopai;
    private final Map<String, Map<Integer, OfVersion>> versions = new HashMap<>();
    private final Map<DeadLetter.Reason, Counter> deadLetters =
            new EnumMap<>(DeadLetter.Reason.class);
    private final Counter swaps;
    private final Counter refused;
    private final Histogram compileMillis;

    ExecutionMetrics(MetricGroup operator) {
        loopai = operator.addGroup("loopai");
        swaps = loopai.counter("swaps");
        refused = loopai.counter("refused_deployments");
        compileMillis = loopai.histogram("compile_ms", new DescriptiveStatisticsHistogram(WINDOW));
    }

    void executed(Executed executed) {
        of(executed.task(), executed.version()).executed(executed);
    }

    void quarantined(String task, int version) {
        of(task, version).quarantines.inc();
    }

    private OfVersion of(String task, int number) {
        Map<Integer, OfVersion> ofTask = versions.get(task);
        if (ofTask == null) {
            ofTask = new HashMap<>();
            versions.put(task, ofTask);
        }
        OfVersion version = ofTask.get(number);
        if (version == null) {
            version = new OfVersion(loopai, task, number);
            ofTask.put(number, version);
        }
        return version;
    }

    void rejected(DeadLetter.Reason reason) {
        deadLetters
                .computeIfAbsent(
                        reason,
                        unknown ->
                                loopai.addGroup("reason", Json.name(reason))
                                        .counter("dead_letters"))
                .inc();
    }

    void swapped(long nanos) {
        swaps.inc();
        compileMillis.update(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    void refused() {
        refused.inc();
    }

    private static final class OfVersion {

        private final Counter executions;
        private final Counter errors;
        private final Counter timeouts;
        private final Counter abstained;
        private final Counter quarantines;
        private final Histogram latency;

        OfVersion(MetricGroup loopai, String task, int version) {
            MetricGroup group =
                    loopai.addGroup("task", task).addGroup("version", Integer.toString(version));
            executions = group.counter("executions");
            errors = group.counter("errors");
            timeouts = group.counter("timeouts");
            abstained = group.counter("abstained");
            quarantines = group.counter("quarantines");
            latency = group.histogram("latency_us", new DescriptiveStatisticsHistogram(WINDOW));
        }

        void executed(Executed executed) {
            executions.inc();
            switch (executed.programStatus()) {
                case ERROR -> errors.inc();
                case TIMEOUT -> timeouts.inc();
                case ABSTAINED -> abstained.inc();
                case SUCCESS -> {}
            }
            latency.update(executed.programNanos() / 1_000);
        }
    }
}
