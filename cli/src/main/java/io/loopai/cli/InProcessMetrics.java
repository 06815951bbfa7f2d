package io.loopai.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The counters of jobs that run in this JVM, readable while they run and after.
 *
 * <pre>{@code
 * InProcessMetrics.reset();
 * InProcessMetrics.enable(configuration);
 * … // run a job with this configuration
 * long records = InProcessMetrics.sum("records_in");
 * Map<String, Long> byVersion = InProcessMetrics.sumBy("executions", "<version>");
 * }</pre>
 *
 * <p>Sums run over all subtasks and keep what finished subtasks counted. A job that restarts counts
 * the records it reads again. Reads of a running job may lag by a moment; after the job has ended
 * they are exact.
 */
public final class InProcessMetrics implements MetricReporter {

    private record Key(String name, Map<String, String> variables) {}

    private record Live(Key key, Counter counter) {}

    private static final List<Live> LIVE = new ArrayList<>();
    private static final Map<Key, Long> ENDED = new HashMap<>();

    private InProcessMetrics() {}

    /** Makes the jobs of a configuration report here. */
    public static void enable(Configuration configuration) {
        configuration.setString("metrics.reporter.loopai.factory.class", Factory.class.getName());
    }

    /** Forgets every job so far; call it before the one whose sums you want. */
    public static void reset() {
        synchronized (LIVE) {
            // A job that has ended takes its counters back a moment later.
            LIVE.clear();
            ENDED.clear();
        }
    }

    /** The sum of all counters of this name; 0 when there is none. */
    public static long sum(String name) {
        return totals(name).values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The sums of the counters of this name, by a variable of their metric group.
     *
     * @param variable in angle brackets, as Flink spells it: {@code <version>} for counters made in
     *     {@code addGroup("version", "3")}; counters without it are left out
     */
    public static Map<String, Long> sumBy(String name, String variable) {
        Map<String, Long> sums = new HashMap<>();
        totals(name)
                .forEach(
                        (key, total) -> {
                            String value = key.variables().get(variable);
                            if (value != null) {
                                sums.merge(value, total, Long::sum);
                            }
                        });
        return sums;
    }

    private static Map<Key, Long> totals(String name) {
        synchronized (LIVE) {
            Map<Key, Long> totals = new HashMap<>();
            for (Live live : LIVE) {
                if (live.key().name().equals(name)) {
                    totals.merge(live.key(), live.counter().getCount(), Long::sum);
                }
            }
            ENDED.forEach(
                    (key, total) -> {
                        if (key.name().equals(name)) {
                            totals.merge(key, total, Long::sum);
                        }
                    });
            return totals;
        }
    }

    /** Without what is new at every restart, so that a job that restarts for ever stays small. */
    private static Key key(String name, MetricGroup group) {
        Map<String, String> variables = new HashMap<>(group.getAllVariables());
        variables.keySet().removeAll(List.of("<task_attempt_id>", "<task_attempt_num>"));
        return new Key(name, variables);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter) {
            Live added = new Live(key(name, group), (Counter) metric);
            synchronized (LIVE) {
                LIVE.add(added);
            }
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        synchronized (LIVE) {
            for (int i = 0; i < LIVE.size(); i++) {
                Live live = LIVE.get(i);
                // By identity, and not of the group: Flink wraps it anew for every call.
                if (live.counter() == metric && live.key().name().equals(name)) {
                    ENDED.merge(live.key(), live.counter().getCount(), Long::sum);
                    LIVE.remove(i);
                    return;
                }
            }
        }
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    /** How Flink finds the reporter: through {@code META-INF/services}. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new InProcessMetrics();
        }
    }
}
