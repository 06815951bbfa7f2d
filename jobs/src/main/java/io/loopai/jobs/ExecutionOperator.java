package io.loopai.jobs;

import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.task.ControlMessage;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets {@link ExecutionFunction} speak before every checkpoint and at the end, as Flink allows only
 * to operators: what it says then is covered by that very checkpoint.
 *
 * <p>Event time is that of the requests, where their source knows one. The control stream counts as
 * idle for ever: a topic in which nothing is deployed for a week would otherwise hold back whoever
 * works with event time behind this operator.
 */
final class ExecutionOperator
        extends CoBroadcastWithNonKeyedOperator<RawRecord, ControlMessage, OutputLine> {

    private static final long serialVersionUID = 1L;

    private static final int CONTROL = 1; // the second input

    private final ExecutionFunction function;

    ExecutionOperator(ExecutionFunction function) {
        super(function, List.of(ExecutionFunction.DEPLOYMENTS));
        this.function = function;
    }

    @Override
    public void open() throws Exception {
        super.open();
        super.processWatermarkStatus(WatermarkStatus.IDLE, CONTROL);
    }

    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
        if (input != CONTROL) {
            super.processWatermarkStatus(status, input);
        }
    }

    @Override
    public void processWatermark2(Watermark watermark) {
        // It would wake the control stream up.
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        function.flush(output);
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        function.flush(output);
    }
}
