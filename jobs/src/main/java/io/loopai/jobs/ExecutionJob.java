package io.loopai.jobs;

import io.loopai.engine.EngineOptions;
import io.loopai.engine.RequestFormat;
import io.loopai.files.JsonlSinks;
import io.loopai.files.OutputLine;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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

        Connection connection =
                options.getOptional(LoopaiOptions.KAFKA_SERVERS).isPresent()
                        ? KafkaConnection.of(options)
                        : new FileConnection(options, dataDir);
        SingleOutputStreamOperator<OutputLine> results =
                connection
                        .requests(env)
                        .connect(connection.deployments(env).broadcast())
                        .transform(
                                "execute",
                                TypeInformation.of(OutputLine.class),
                                new ExecutionOperator(function(options, connection.snapshot())))
                        .uid("execute");
        results.getSideOutput(ExecutionFunction.EXECUTIONS)
                .sinkTo(JsonlSinks.to(dataDir))
                .name(ExecutionFunction.EXECUTIONS.getId())
                .uid(ExecutionFunction.EXECUTIONS.getId());
        connection.write(results);
        results.getSideOutput(ExecutionFunction.COUNTS)
                .process(new Tally())
                .name("tally")
                .uid("tally")
                .setParallelism(1);
    }

    private static ExecutionFunction function(ReadableConfig options, DeploymentSnapshot snapshot) {
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
                snapshot,
                options.getOptional(LoopaiOptions.OUTPUT).isPresent());
    }

    /** The option's value, or a message that says what it is for. */
    public static <T> T required(ReadableConfig options, ConfigOption<T> option) {
        return options.getOptional(option)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        option.key()
                                                + " is not set; it is needed: "
                                                + OptionKey.description(option)));
    }
}
