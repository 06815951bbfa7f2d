package io.loopai.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;

/**
 * What a finished {@link ExecutionJob} did, counted exactly, restarts included.
 *
 * @param results requests that got a result; as many executions were recorded
 * @param deadLetters records that could not be run
 * @param samples executions that were chosen for the oracle
 * @param perVersion results by task and by the version that answered
 * @param quarantined by task and version, how often a subtask gave its requests to another one
 * @param failing by task and version, how often a subtask found that it fails too often and that no
 *     other one stands by
 */
public record RunResult(
        long results,
        long deadLetters,
        long samples,
        Map<String, Map<Integer, Long>> perVersion,
        Map<String, Map<Integer, Long>> quarantined,
        Map<String, Map<Integer, Long>> failing) {

    static final String RESULTS = "results";
    static final String DEAD_LETTERS = "dead_letters";
    static final String SAMPLES = "samples";
    private static final String VERSION_PREFIX = "version/";
    private static final String QUARANTINED_PREFIX = "quarantined/";
    private static final String FAILING_PREFIX = "failing/";

    /** Reads the counts of a job that has ended. */
    public static RunResult of(JobExecutionResult result) {
        return new RunResult(
                count(result, RESULTS),
                count(result, DEAD_LETTERS),
                count(result, SAMPLES),
                byVersion(result, VERSION_PREFIX),
                byVersion(result, QUARANTINED_PREFIX),
                byVersion(result, FAILING_PREFIX));
    }

    /** Records that came in: each left exactly one result or one dead letter. */
    public long recordsIn() {
        return results + deadLetters;
    }

    static String versionCount(String task, int version) {
        return VERSION_PREFIX + task + "/" + version;
    }

    static String quarantinedCount(String task, int version) {
        return QUARANTINED_PREFIX + task + "/" + version;
    }

    static String failingCount(String task, int version) {
        return FAILING_PREFIX + task + "/" + version;
    }

    private static Map<String, Map<Integer, Long>> byVersion(
            JobExecutionResult result, String prefix) {
        Map<String, Map<Integer, Long>> counts = new TreeMap<>();
        result.getAllAccumulatorResults()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(prefix)) {
                                String[] parts = name.split("/"); // a task id holds no slash
                                counts.computeIfAbsent(parts[1], task -> new TreeMap<>())
                                        .put(Integer.valueOf(parts[2]), (Long) value);
                            }
                        });
        return counts;
    }

    private static long count(JobExecutionResult result, String name) {
        Long count = result.getAccumulatorResult(name);
        return count == null ? 0 : count;
    }
}
