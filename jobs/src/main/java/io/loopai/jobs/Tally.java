package io.loopai.jobs;

import io.loopai.engine.Outcome.Executed;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Counts what a run did, exactly: the counts are part of every checkpoint, so a restart neither
 * forgets nor repeats, and the job's result carries them as accumulators.
 */
final class Tally {

    private final RuntimeContext context;
    private final ListState<Map<String, Long>> state;
    private final Map<String, LongCounter> counts = new HashMap<>();
    private final Map<String, Map<Integer, LongCounter>> tasks = new HashMap<>();
    private final LongCounter results;
    private final LongCounter samples;
    private final LongCounter deadLetters;

    Tally(OperatorStateStore store, RuntimeContext context) throws Exception {
        this.context = context;
        state =
                store.getListState(
                        new ListStateDescriptor<>("tally", Types.MAP(Types.STRING, Types.LONG)));
        results = count(RunResult.RESULTS);
        samples = count(RunResult.SAMPLES);
        deadLetters = count(RunResult.DEAD_LETTERS);
        for (Map<String, Long> before : state.get()) {
            before.forEach((name, value) -> count(name).add(value));
        }
    }

    void executed(Executed executed) {
        results.add(1L);
        Map<Integer, LongCounter> versions = tasks.get(executed.task());
        if (versions == null) {
            versions = new HashMap<>();
            tasks.put(executed.task(), versions);
        }
        LongCounter answers = versions.get(executed.version());
        if (answers == null) {
            answers = count(RunResult.versionCount(executed.task(), executed.version()));
            versions.put(executed.version(), answers);
        }
        answers.add(1L);
        if (executed.sampled()) {
            samples.add(1L);
        }
    }

    void rejected() {
        deadLetters.add(1L);
    }

    void snapshot() throws Exception {
        Map<String, Long> values = new HashMap<>();
        counts.forEach((name, counter) -> values.put(name, counter.getLocalValuePrimitive()));
        state.clear();
        state.add(values);
    }

    private LongCounter count(String name) {
        return counts.computeIfAbsent(
                name,
                unknown -> {
                    LongCounter counter = new LongCounter();
                    context.addAccumulator(name, counter);
                    return counter;
                });
    }
}
