package io.loopai.jobs;

import io.loopai.engine.RawRecord;
import io.loopai.files.DeploymentFiles;
import io.loopai.files.JsonlSinks;
import io.loopai.files.OutputLine;
import io.loopai.files.RequestFiles;
import io.loopai.task.ControlMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** Requests from files, deployments from the artifact repository, everything else into folders. */
final class FileConnection implements Connection {

    private final ReadableConfig options;
    private final Path dataDir;

    FileConnection(ReadableConfig options, Path dataDir) {
        this.options = options;
        this.dataDir = dataDir;
    }

    @Override
    public DataStream<RawRecord> requests(StreamExecutionEnvironment env) {
        RequestFiles files =
                RequestFiles.of(ExecutionJob.required(options, LoopaiOptions.INPUT))
                        .except(List.of(dataDir))
                        .neverFrom(written())
                        .maxRecordBytes(options.get(LoopaiOptions.MAX_RECORD_BYTES));
        if (options.get(LoopaiOptions.FOLLOW)) {
            files.follow(options.get(LoopaiOptions.FOLLOW_INTERVAL));
        }
        return env.fromSource(files.build(), WatermarkStrategy.noWatermarks(), "requests")
                .uid("requests");
    }

    /**
     * What may not be read as input even if it is named: the results, and all that the job writes
     * when it follows, since it would answer its own lines for ever.
     */
    private List<Path> written() {
        Path datasets = dataDir.resolve("datasets");
        String task = options.get(LoopaiOptions.TASK);
        Path own = task == null ? datasets : datasets.resolve(task);
        List<Path> written = new ArrayList<>();
        Optional<String> output = options.getOptional(LoopaiOptions.OUTPUT);
        written.add(output.map(Path::of).orElse(task == null ? own : own.resolve("results")));
        if (options.get(LoopaiOptions.FOLLOW)) {
            written.addAll(
                    List.of(own, dataDir.resolve("dead-letters"), dataDir.resolve("events")));
        }
        return written;
    }

    @Override
    public DataStream<ControlMessage> deployments(StreamExecutionEnvironment env) {
        Duration interval = options.get(LoopaiOptions.FOLLOW_INTERVAL);
        return options.get(LoopaiOptions.FOLLOW)
                ? DeploymentFiles.follow(env, dataDir, interval)
                : DeploymentFiles.snapshot(env, dataDir);
    }

    @Override
    public DeploymentSnapshot snapshot() {
        return new StoredDeployments(dataDir, options.get(LoopaiOptions.TASK));
    }

    @Override
    public void write(SingleOutputStreamOperator<OutputLine> results) {
        Path output = options.getOptional(LoopaiOptions.OUTPUT).map(Path::of).orElse(dataDir);
        results.sinkTo(JsonlSinks.to(output.toAbsolutePath())).name("results").uid("results");
        for (OutputTag<OutputLine> each :
                List.of(ExecutionFunction.SAMPLES, ExecutionFunction.DEAD_LETTERS)) {
            // A sink for each, chained to the operator: a union would cost a network hop.
            results.getSideOutput(each)
                    .sinkTo(JsonlSinks.to(dataDir))
                    .name(each.getId())
                    .uid(each.getId());
        }
        results.getSideOutput(ExecutionFunction.EVENTS)
                .sinkTo(JsonlSinks.to(dataDir))
                .name("events")
                .uid("events")
                .setParallelism(1); // few: every subtask would add a small file
    }
}
