package io.loopai.benchmarks;

import io.loopai.engine.HardCodedEngine;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.jobs.ExecutionFunction;
import io.loopai.store.DataDir;
import java.time.LocalDate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The baseline: what someone would write who has one program and will never swap it. Same records
 * in, same lines out, byte for byte but for the times in them.
 *
 * <p>It differs from the product in that
 *
 * <ul>
 *   <li>it is chained to the source: no second input, so no record passes a network buffer;
 *   <li>the program is a class that javac compiled, called directly: no fuel, no stack depth, no
 *       budget, no catching of what it throws;
 *   <li>there is one task with one version: no looking up, no routing, no events;
 *   <li>a record that is no valid request fails the job: no dead letters;
 *   <li>nothing is counted: no metrics by version, no totals in the checkpoint.
 * </ul>
 *
 * <p>Reading, validating and writing are the engine's own code, as are source and sinks.
 */
final class HardCodedFunction extends ProcessFunction<RawRecord, OutputLine> {

    private static final long serialVersionUID = 1L;
    private static final long DAY_MILLIS = 86_400_000;

    private transient HardCodedEngine engine;
    private transient long day;
    private transient String results;
    private transient String executions;
    private transient String samples;

    @Override
    public void open(OpenContext context) {
        engine = new HardCodedEngine(Workload.TASK, new KeywordProgram());
        day = Long.MIN_VALUE;
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<OutputLine> out) {
        Executed executed = engine.execute(record);
        long today = Math.floorDiv(executed.executedAt(), DAY_MILLIS);
        if (today != day) {
            day = today;
            nameBuckets(executed.task(), LocalDate.ofEpochDay(today));
        }
        out.collect(new OutputLine(results, executed.result()));
        context.output(
                ExecutionFunction.EXECUTIONS, new OutputLine(executions, executed.execution()));
        if (executed.sampled()) {
            context.output(
                    ExecutionFunction.SAMPLES, new OutputLine(samples, executed.execution()));
        }
    }

    private void nameBuckets(String task, LocalDate date) {
        results = DataDir.resultsBucket(task, date);
        executions = DataDir.executionsBucket(task, date);
        samples = DataDir.samplesBucket(task, date);
    }
}
