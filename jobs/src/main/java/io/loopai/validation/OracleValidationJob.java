package io.loopai.validation;

import io.loopai.engine.RawRecord;
import io.loopai.files.JsonlSinks;
import io.loopai.files.OutputLine;
import io.loopai.jobs.DeploymentTrust;
import io.loopai.jobs.ExecutionJob;
import io.loopai.jobs.KafkaConnection;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.jobs.OptionCheck;
import io.loopai.jobs.OptionSources;
import io.loopai.kafka.Topics;
import io.loopai.task.ControlMessage;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Asks the oracle about samples and fallbacks: the job beside {@link ExecutionJob} that may wait, for
 * an LLM, a person, or a label that comes late.
 *
 * <pre>{@code
 * flink run loopai-oracle-flink.jar --loopai.data_dir /data --loopai.kafka.servers broker:9092 \
 *     --loopai.deployments.public_keys loopai.pub.pem
 * }</pre>
 *
 * <p>Exactly-once like the execution job: a crash neither loses nor repeats a validation, a result or a
 * regeneration. The LLM may be asked again about what was under way.
 */
public final class OracleValidationJob {

    /** The name that Flink shows. */
    public static final String NAME = "loopai oracle";

    private OracleValidationJob() {}

    /** Submits the job; keys are those of {@link LoopaiOptions}. */
    public static void main(String[] args) throws Exception {
        Configuration options = OptionSources.read(args, System.getenv());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);
        draw(env, options);
        env.execute(NAME);
    }

    /**
     * Draws the job's graph into the environment.
     *
     * @throws IllegalArgumentException when a needed option is missing, or one cannot be used
     */
    public static void draw(StreamExecutionEnvironment env, ReadableConfig options) {
        OptionCheck.check(options.toMap());
        Path dataDir =
                Path.of(ExecutionJob.required(options, LoopaiOptions.DATA_DIR)).toAbsolutePath();
        ExecutionJob.required(options, LoopaiOptions.KAFKA_SERVERS);
        env.enableCheckpointing(
                options.get(LoopaiOptions.CHECKPOINT_INTERVAL).toMillis(),
                CheckpointingMode.EXACTLY_ONCE);
        env.getCheckpointConfig()
                .setExternalizedCheckpointRetention(
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        env.getConfig().enableObjectReuse();

        DeploymentTrust trust = DeploymentTrust.of(options);
        KafkaConnection kafka =
                KafkaConnection.of(options, options.get(LoopaiOptions.ORACLE_GROUP));
        Topics topics = kafka.topics();
        int most = (int) Math.min(KafkaConnection.largestLine(options), Integer.MAX_VALUE - 8);
        var samples = read(kafka, env, topics.samples(), Message.SAMPLE, most);
        var fallbacks = read(kafka, env, topics.fallbacks(), Message.FALLBACK, most);
        var labels = read(kafka, env, topics.labels(), Message.LABEL, most);
        var traffic = read(kafka, env, topics.traffic(), Message.TRAFFIC, most);
        DataStream<ControlMessage> deployments = kafka.deployments(env);
        BroadcastStream<ControlMessage> broadcast =
                deployments.broadcast(OracleFunction.DEPLOYMENTS);

        SingleOutputStreamOperator<OutputLine> validations =
                samples.union(fallbacks, labels)
                        .keyBy(message -> message.f1)
                        .connect(broadcast)
                        .process(
                                new OracleFunction(
                                        OracleSettings.of(options), trust, kafka.snapshot()),
                                TypeInformation.of(OutputLine.class))
                        .name("ask")
                        .uid("ask");
        SingleOutputStreamOperator<OutputLine> regenerations =
                validations
                        .map(OracleValidationJob::ofTask, Message.OF_TASK)
                        .name("validations-of-tasks")
                        .uid("validations-of-tasks")
                        .union(
                                traffic.map(
                                                told ->
                                                        Tuple3.of(
                                                                told.f0, told.f1, told.f2.value()),
                                                Message.OF_TASK)
                                        .name("traffic-of-tasks")
                                        .uid("traffic-of-tasks"))
                        .keyBy(told -> told.f1)
                        .connect(broadcast)
                        .process(
                                new TaskFunction(
                                        options.get(LoopaiOptions.ORACLE_REGENERATION_TIMEOUT),
                                        trust,
                                        kafka.snapshot()),
                                TypeInformation.of(OutputLine.class))
                        .name("decide")
                        .uid("decide");

        kafka.write(validations, topics.validations(), "validations");
        toDisk(validations, dataDir, "validations-on-disk");
        kafka.write(validations.getSideOutput(OracleFunction.RESULTS), topics.results(), "results");
        toDisk(validations.getSideOutput(OracleFunction.EXECUTIONS), dataDir, "executions");
        kafka.write(regenerations, topics.regenerations(), "regenerations").setParallelism(1);
        kafka.write(
                        validations
                                .getSideOutput(OracleFunction.EVENTS)
                                .union(regenerations.getSideOutput(OracleFunction.EVENTS)),
                        topics.events(),
                        "events")
                .setParallelism(1);
        kafka.write(
                samples.getSideOutput(MessageReader.DEAD_LETTERS)
                        .union(
                                fallbacks.getSideOutput(MessageReader.DEAD_LETTERS),
                                labels.getSideOutput(MessageReader.DEAD_LETTERS),
                                traffic.getSideOutput(MessageReader.DEAD_LETTERS)),
                topics.deadLetters(),
                "dead-letters");
    }

    private static SingleOutputStreamOperator<Tuple3<String, String, RawRecord>> read(
            KafkaConnection kafka,
            StreamExecutionEnvironment env,
            String topic,
            String kind,
            int most) {
        String name = kind.equals(Message.TRAFFIC) ? kind : kind + "s";
        return kafka.records(env, topic, name, most)
                .process(new MessageReader(kind), Message.TYPE)
                .name("read-" + name)
                .uid("read-" + name);
    }

    private static void toDisk(DataStream<OutputLine> lines, Path dataDir, String name) {
        lines.sinkTo(JsonlSinks.to(dataDir)).name(name).uid(name);
    }

    /** The folder is named {@code datasets/<task>/validations/date=…}. */
    private static Tuple3<String, String, byte[]> ofTask(OutputLine validation) {
        String task = validation.bucket().split("/")[1];
        return Tuple3.of(Message.VALIDATION, task, validation.line());
    }
}
