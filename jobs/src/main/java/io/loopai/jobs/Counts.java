package io.loopai.jobs;

import io.loopai.engine.Outcome.Executed;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;

/** What one subtask did since it last told the {@link Tally}. */
final class Counts {

    private final Map<String, LongCounter> counts = new HashMap<>();
    private final Map<String, Map<Integer, LongCounter>> versions = new HashMap<>();
    private final LongCounter results = count(RunResult.RESULTS);
    private final LongCounter samples = count(RunResult.SAMPLES);
    private final LongCounter deadLetters = count(RunResult.DEAD_LETTERS);

    void executed(Executed executed) {
        results.add(1L);
        ofVersion(executed.task(), executed.version()).add(1L);
        if (executed.sampled()) {
            samples.add(1L);
        }
    }

    void quarantined(String task, int version) {
        count(RunResult.quarantinedCount(task, version)).add(1L);
    }

    void failing(String task, int version) {
        count(RunResult.failingCount(task, version)).add(1L);
    }

    void rejected() {
        deadLetters.add(1L);
    }

    /** The counts by the names of {@link RunResult}, without zeros; counting starts over. */
    Map<String, Long> take() {
        Map<String, Long> taken = new HashMap<>();
        counts.forEach(
                (name, count) -> {
                    if (count.getLocalValuePrimitive() != 0) {
                        taken.put(name, count.getLocalValuePrimitive());
                        count.resetLocal();
                    }
                });
        return taken;
    }

    /** Two look-ups instead of composing a name for every record. */
    private LongCounter ofVersion(String task, int version) {
        return versions.computeIfAbsent(task, id -> new HashMap<>())
                .computeIfAbsent(version, v -> count(RunResult.versionCount(task, v)));
    }

    private LongCounter count(String name) {
        return counts.computeIfAbsent(name, unknown -> new LongCounter());
    }
}
