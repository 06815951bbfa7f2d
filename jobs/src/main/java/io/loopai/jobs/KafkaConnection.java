package io.loopai.jobs;

import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.LineTopic;
import io.loopai.kafka.RequestTopic;
import io.loopai.kafka.TopicSetup;
import io.loopai.kafka.Topics;
import io.loopai.task.ControlMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests and deployments from topics, everything else into topics. */
public final class KafkaConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);

    private static final int ANSWERS_BYTES = 1 << 20;

    private final ReadableConfig options;
    private final KafkaSettings settings;
    private final String group;
    private final LineTopic lines;

    private KafkaConnection(
            ReadableConfig options,
            KafkaSettings settings,
            String group,
            Duration transactionTimeout) {
        this.options = options;
        this.settings = settings;
        this.group = group;
        this.lines =
                new LineTopic(
                        settings,
                        transactionTimeout,
                        options.get(LoopaiOptions.KAFKA_DELIVERY)
                                == LoopaiOptions.Delivery.EXACTLY_ONCE);
    }

    static KafkaConnection of(ReadableConfig options) {
        return of(options, options.get(LoopaiOptions.KAFKA_GROUP));
    }

    /**
     * Looks at the brokers, and creates the topics that are missing.
     *
     * @param group names the consumer group and the transactions
     * @throws io.loopai.kafka.KafkaUnavailableException when they do not answer
     * @throws InvalidOptionException when options contradict each other, or topics are missing
     */
    public static KafkaConnection of(ReadableConfig options, String group) {
        refuse(options, LoopaiOptions.INPUT, "requests come from a topic");
        refuse(options, LoopaiOptions.OUTPUT, "results go to a topic");
        KafkaSettings settings =
                new KafkaSettings(
                        options.get(LoopaiOptions.KAFKA_SERVERS),
                        options.get(LoopaiOptions.KAFKA_PROPERTIES),
                        new Topics(options.get(LoopaiOptions.KAFKA_TOPIC_PREFIX)));
        refuseWhatIsNeverWritten(options, settings);
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            prepareTopics(options, setup);
            setup.problems(largestLine(options)).forEach(LOG::warn);
            Duration wanted = options.get(LoopaiOptions.KAFKA_TRANSACTION_TIMEOUT);
            Optional<Duration> told = setup.longestTransaction();
            if (told.isEmpty()) {
                LOG.warn(TopicSetup.unknownTransactionLimit());
            }
            Duration longest = told.orElse(TopicSetup.USUAL_LONGEST_TRANSACTION);
            TopicSetup.transactionProblem(longest, wanted).ifPresent(LOG::warn);
            return new KafkaConnection(
                    options, settings, group, wanted.compareTo(longest) < 0 ? wanted : longest);
        }
    }

    private static void prepareTopics(ReadableConfig options, TopicSetup setup) {
        if (options.get(LoopaiOptions.KAFKA_CREATE_TOPICS)) {
            setup.createMissing(options.get(LoopaiOptions.KAFKA_PARTITIONS))
                    .forEach(topic -> LOG.info("Created topic {}.", topic));
            return;
        }
        List<String> missing = setup.missing();
        if (!missing.isEmpty()) {
            throw new InvalidOptionException(
                    LoopaiOptions.KAFKA_CREATE_TOPICS.key(),
                    "is false, and these topics are missing: " + String.join(", ", missing));
        }
    }

    /**
     * Bytes of the largest line about one record: the input, in which escapes may take as much again,
     * and the answers of versions and oracle.
     */
    public static long largestLine(ReadableConfig options) {
        return 2L * options.get(LoopaiOptions.MAX_RECORD_BYTES) + ANSWERS_BYTES;
    }

    private static void refuseWhatIsNeverWritten(ReadableConfig options, KafkaSettings settings) {
        String key = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        long line = largestLine(options);
        long most =
                Long.parseLong(
                        settings.properties()
                                .getOrDefault(key, Integer.toString(Topics.LARGEST_MESSAGE)));
        if (line > most) {
            throw new InvalidOptionException(
                    LoopaiOptions.MAX_RECORD_BYTES.key(),
                    "what is written about a record of %d bytes may have %d, more than the %d that are sent to Kafka: make it smaller, or set %s.%s and max.message.bytes of the topics to %d"
                            .formatted(
                                    options.get(LoopaiOptions.MAX_RECORD_BYTES),
                                    line,
                                    most,
                                    LoopaiOptions.KAFKA_PROPERTIES.key(),
                                    key,
                                    line));
        }
    }

    private static void refuse(ReadableConfig options, ConfigOption<?> option, String why) {
        if (options.getOptional(option).isPresent()) {
            throw new InvalidOptionException(
                    option.key(),
                    "cannot be used with " + LoopaiOptions.KAFKA_SERVERS.key() + ": " + why);
        }
    }

    @Override
    public DataStream<RawRecord> requests(StreamExecutionEnvironment env) {
        return records(
                env,
                settings.topics().requests(),
                "requests",
                options.get(LoopaiOptions.MAX_RECORD_BYTES));
    }

    /** The messages of a topic as they are. */
    public DataStream<RawRecord> records(
            StreamExecutionEnvironment env, String topic, String name, int maxRecordBytes) {
        return env.fromSource(
                        RequestTopic.source(settings, topic, group, maxRecordBytes),
                        WatermarkStrategy.noWatermarks(),
                        name)
                .uid(name);
    }

    /** The names of the topics. */
    public Topics topics() {
        return settings.topics();
    }

    @Override
    public DataStream<ControlMessage> deployments(StreamExecutionEnvironment env) {
        return env.fromSource(
                        new DeploymentTopic(settings).source(group),
                        WatermarkStrategy.noWatermarks(),
                        "deployments")
                .uid("deployments")
                .setParallelism(1);
    }

    @Override
    public DeploymentSnapshot snapshot() {
        KafkaSettings kafka = settings; // the function is serialized, this connection is not
        return () -> new DeploymentTopic(kafka).recent();
    }

    @Override
    public void write(SingleOutputStreamOperator<OutputLine> results) {
        Topics topics = settings.topics();
        write(results, topics.results(), "results");
        write(results.getSideOutput(ExecutionFunction.SAMPLES), topics.samples(), "samples");
        write(results.getSideOutput(ExecutionFunction.FALLBACKS), topics.fallbacks(), "fallbacks");
        write(
                results.getSideOutput(ExecutionFunction.DEAD_LETTERS),
                topics.deadLetters(),
                "dead-letters");
        write(results.getSideOutput(ExecutionFunction.EVENTS), topics.events(), "events")
                .setParallelism(1);
        write(results.getSideOutput(ExecutionFunction.TRAFFIC), topics.traffic(), "traffic")
                .setParallelism(1);
    }

    /** Writes lines into a topic; {@code name} is the sink's name and uid. */
    public DataStreamSink<OutputLine> write(
            DataStream<OutputLine> from, String topic, String name) {
        // A sink for each, chained to the operator: a union would cost a network hop.
        return from.sinkTo(lines.sink(topic, topic + "." + group)).name(name).uid(name);
    }
}
