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
 */
public record RunResult(
        long results, long deadLetters, long samples, Map<String, Map<Integer, Long>> perVersion) {

    static final String RESULTS = "results";
    static final String DEAD_LETTERS = "dead_letters";
    static final String SAMPLES = "samples";
    private static final String VERSION_PREFIX = "version/";

    /** Reads the counts of a job that has ended. */
    public static RunResult of(JobExecutionResult result) {
        Map<String, Map<Integer, Long>> perVersion = new TreeMap<>();
        result.getAllAccumulatorResults()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(VERSION_PREFIX)) {
                                String[] parts = name.split("/"); // a task id holds no slash
                                perVersion
                                        .computeIfAbsent(parts[1], task -> new TreeMap<>())
                                        .put(Integer.valueOf(parts[2]), (Long) value);
                            }
                        });
        return new RunResult(
                count(result, RESULTS),
                count(result, DEAD_LETTERS),
                count(result, SAMPLES),
                perVersion);
    }

    /** Records that came in: each left exactly one result or one dead letter. */
    public long recordsIn() {
        return results + deadLetters;
    }

    static String versionCount(String task, int version) {
        return VERSION_PREFIX + task + "/" + version;
    }

    private static long count(JobExecutionResult result, String name) {
        Long count = result.getAccumulatorResult(name);
        return count == null ? 0 : count;
    }
}
