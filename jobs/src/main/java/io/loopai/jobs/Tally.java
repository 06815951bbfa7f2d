package io.loopai.jobs;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up what the subtasks did, exactly: the sums are part of every checkpoint, so a restart
 * neither forgets nor repeats, and the job's result carries them as accumulators.
 *
 * <p>One instance, behind all the others, for it has to outlive them: a checkpoint no longer holds
 * the state of subtasks that have ended, and some end long before the last one.
 */
final class Tally extends ProcessFunction<Map<String, Long>, Void> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private transient ListState<Map<String, Long>> state;
    private transient Map<String, LongCounter> sums;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "tally", Types.MAP(Types.STRING, Types.LONG)));
        sums = new HashMap<>();
        for (Map<String, Long> before : state.get()) {
            add(before);
        }
    }

    @Override
    public void processElement(Map<String, Long> counts, Context context, Collector<Void> out) {
        add(counts);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Map<String, Long> values = new HashMap<>();
        sums.forEach((name, sum) -> values.put(name, sum.getLocalValuePrimitive()));
        state.clear();
        state.add(values);
    }

    private void add(Map<String, Long> counts) {
        counts.forEach((name, count) -> sum(name).add((long) count));
    }

    private LongCounter sum(String name) {
        return sums.computeIfAbsent(
                name,
                unknown -> {
                    LongCounter sum = new LongCounter();
                    getRuntimeContext().addAccumulator(name, sum);
                    return sum;
                });
    }
}
