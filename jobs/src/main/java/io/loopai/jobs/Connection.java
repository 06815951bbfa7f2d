package io.loopai.jobs;

import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.task.ControlMessage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a job's records and deployments come from, and where its lines go. */
public interface Connection {

    DataStream<RawRecord> requests(StreamExecutionEnvironment env);

    /** What is deployed, and what is deployed later, where the job goes on for ever. */
    DataStream<ControlMessage> deployments(StreamExecutionEnvironment env);

    /** What every subtask knows before its first record. */
    DeploymentSnapshot snapshot();

    /** Everything but executions, which are on disk in any case. */
    void write(SingleOutputStreamOperator<OutputLine> results);
}
