package io.loopai.jobs;

import io.loopai.engine.EngineOptions;
import io.loopai.engine.RawRecord;
import io.loopai.engine.RequestFormat;
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
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.ParameterTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests in, results out: the job that answers records with the programs that are deployed.
 *
 * <pre>{@code
 * flink run loopai-jobs-flink.jar --loopai.data_dir /data --loopai.task spam --loopai.input /data/in \
 *     --loopai.deployments.public_keys loopai.pub.pem
 * }</pre>
 *
 * <p>Exactly-once with files: after a crash, a restore from the newest checkpoint loses and repeats
 * nothing. Lines become visible with checkpoints; a job that is cancelled instead of stopped with a
 * savepoint leaves the last ones hidden until it is restored.
 */
public final class ExecutionJob {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionJob.class);

    /** The name that Flink shows. */
    public static final String NAME = "loopai execution";

    private ExecutionJob() {}

    /** Submits the job; keys are those of {@link LoopaiOptions}. */
    public static void main(String[] args) throws Exception {
        Configuration options = ParameterTool.fromArgs(args).getConfiguration();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);
        draw(env, options);
        if (options.get(LoopaiOptions.ALLOW_UNSIGNED)) {
            LOG.warn(
                    "Deployments need no signature here ({} is true): whoever can write to {} decides"
                            + " what runs. Set {} to change that.",
                    LoopaiOptions.ALLOW_UNSIGNED.key(),
                    Path.of(options.get(LoopaiOptions.DATA_DIR)).resolve("artifacts"),
                    LoopaiOptions.PUBLIC_KEYS.key());
        }
        env.execute(NAME);
    }

    /**
     * Draws the job's graph into the environment.
     *
     * @throws IllegalArgumentException when a needed option is missing, or one cannot be used
     */
    public static void draw(StreamExecutionEnvironment env, ReadableConfig options) {
        OptionCheck.check(options.toMap());
        Path dataDir = Path.of(required(options, LoopaiOptions.DATA_DIR)).toAbsolutePath();
        env.enableCheckpointing(
                options.get(LoopaiOptions.CHECKPOINT_INTERVAL).toMillis(),
                CheckpointingMode.EXACTLY_ONCE);
        env.getCheckpointConfig()
                .setExternalizedCheckpointRetention(
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Records are immutable, so handing them on without a copy is safe.
        env.getConfig().enableObjectReuse();

        DataStream<RawRecord> requests =
                env.fromSource(
                                requests(options, dataDir).build(),
                                WatermarkStrategy.noWatermarks(),
                                "requests")
                        .uid("requests");
        DataStream<ControlMessage> deployments = deployments(env, options, dataDir);
        SingleOutputStreamOperator<OutputLine> results =
                requests.connect(deployments.broadcast())
                        .transform(
                                "execute",
                                TypeInformation.of(OutputLine.class),
                                new ExecutionOperator(function(options, dataDir)))
                        .uid("execute");
        write(results, dataDir, options);
        results.getSideOutput(ExecutionFunction.COUNTS)
                .process(new Tally())
                .name("tally")
                .uid("tally")
                .setParallelism(1);
    }

    private static RequestFiles requests(ReadableConfig options, Path dataDir) {
        RequestFiles requests =
                RequestFiles.of(required(options, LoopaiOptions.INPUT))
                        .except(List.of(dataDir))
                        .neverFrom(written(options, dataDir))
                        .maxRecordBytes(options.get(LoopaiOptions.MAX_RECORD_BYTES));
        return options.get(LoopaiOptions.FOLLOW)
                ? requests.follow(options.get(LoopaiOptions.FOLLOW_INTERVAL))
                : requests;
    }

    /**
     * What may not be read as input even if it is named: the results, and all that the job writes
     * when it follows, since it would answer its own lines for ever.
     */
    private static List<Path> written(ReadableConfig options, Path dataDir) {
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

    private static DataStream<ControlMessage> deployments(
            StreamExecutionEnvironment env, ReadableConfig options, Path dataDir) {
        Duration interval = options.get(LoopaiOptions.FOLLOW_INTERVAL);
        return options.get(LoopaiOptions.FOLLOW)
                ? DeploymentFiles.follow(env, dataDir, interval)
                : DeploymentFiles.snapshot(env, dataDir);
    }

    private static ExecutionFunction function(ReadableConfig options, Path dataDir) {
        EngineOptions engine =
                new EngineOptions(
                        options.get(LoopaiOptions.TASK),
                        options.get(LoopaiOptions.FORMAT) == LoopaiOptions.Format.TEXT
                                ? RequestFormat.TEXT
                                : RequestFormat.JSON,
                        options.get(LoopaiOptions.EXECUTION_FUEL),
                        options.get(LoopaiOptions.EXECUTION_TIMEOUT).toMillis());
        return new ExecutionFunction(
                engine,
                DeploymentTrust.of(options),
                new StoredDeployments(dataDir, options.get(LoopaiOptions.TASK)),
                options.getOptional(LoopaiOptions.OUTPUT).isPresent());
    }

    private static void write(
            SingleOutputStreamOperator<OutputLine> results, Path dataDir, ReadableConfig options) {
        Path output = options.getOptional(LoopaiOptions.OUTPUT).map(Path::of).orElse(dataDir);
        results.sinkTo(JsonlSinks.to(output.toAbsolutePath())).name("results").uid("results");
        for (OutputTag<OutputLine> each :
                List.of(
                        ExecutionFunction.EXECUTIONS,
                        ExecutionFunction.SAMPLES,
                        ExecutionFunction.DEAD_LETTERS)) {
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

    private static <T> T required(ReadableConfig options, ConfigOption<T> option) {
        return options.getOptional(option)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        option.key()
                                                + " is not set; it is needed: "
                                                + OptionKey.description(option)));
    }
}
