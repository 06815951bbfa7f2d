package io.loopai.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** Reads the counters that a job reports, summed over its subtasks. */
final class JobCounters {

    private JobCounters() {}

    /** The job's own counters, by names such as {@code loopai.swaps}. */
    static Map<String, Long> of(InMemoryReporter metrics, JobClient job) {
        Map<String, Long> sums = new TreeMap<>();
        metrics.getMetricsByGroup()
                .forEach(
                        (group, each) -> {
                            if (isOf(job, group)) {
                                each.forEach((name, metric) -> add(group, name, metric, sums));
                            }
                        });
        return sums;
    }

    private static boolean isOf(JobClient job, MetricGroup group) {
        return job.getJobID().toString().equals(group.getAllVariables().get("<job_id>"));
    }

    private static void add(MetricGroup group, String name, Metric metric, Map<String, Long> sums) {
        String full = group.getMetricIdentifier(name);
        int own = full.indexOf("loopai.");
        if (own >= 0 && metric instanceof Counter counter) {
            sums.merge(full.substring(own), counter.getCount(), Long::sum);
        }
    }
}
