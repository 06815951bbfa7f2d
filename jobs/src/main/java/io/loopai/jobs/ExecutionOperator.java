package io.loopai.jobs;

import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.task.ControlMessage;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;

/**
 * Lets {@link ExecutionFunction} speak before every checkpoint and at the end, as Flink allows only
 * to operators: what it says then is covered by that very checkpoint.
 */
final class ExecutionOperator
        extends CoBroadcastWithNonKeyedOperator<RawRecord, ControlMessage, OutputLine> {

    private static final long serialVersionUID = 1L;

    private final ExecutionFunction function;

    ExecutionOperator(ExecutionFunction function) {
        super(function, List.of(ExecutionFunction.DEPLOYMENTS));
        this.function = function;
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
