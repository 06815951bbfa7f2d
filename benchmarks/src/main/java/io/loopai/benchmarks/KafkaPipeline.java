package io.loopai.benchmarks;

import io.loopai.files.JsonlSinks;
import io.loopai.files.OutputLine;
import io.loopai.jobs.ExecutionJob;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.Topics;
import io.loopai.store.DataDir;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The jobs on Kafka that are compared. All read the same requests and write in transactions. */
enum KafkaPipeline {
    /** The product. */
    LOOPAI("A", "ExecutionJob: results to Kafka, executions to disk", "one") {
        @Override
        void draw(StreamExecutionEnvironment env, Configuration options) {
            ExecutionJob.draw(env, options);
        }
    },

    /** The floor: messages as long as results, and nothing done. */
    PASS_THROUGH("B", "source to sink, nothing done", "one") {
        @Override
        void draw(StreamExecutionEnvironment env, Configuration options) {
            write(requests(env, options).map(new Templates.ToResult()).uid("copy"), options);
        }
    },

    /** The same, with a line on disk as long as an execution. */
    PASS_THROUGH_AND_DISK("C", "source to sink and to disk, nothing done", "one") {
        @Override
        void draw(StreamExecutionEnvironment env, Configuration options) {
            DataStream<byte[]> requests = requests(env, options);
            write(requests.map(new Templates.ToResult()).uid("copy"), options);
            String bucket = DataDir.executionsBucket(Workload.TASK.id(), LocalDate.EPOCH);
            requests.map(new Templates.ToExecution())
                    .uid("lines")
                    .map(line -> new OutputLine(bucket, line))
                    .returns(OutputLine.class)
                    .uid("bucket")
                    .sinkTo(JsonlSinks.to(Path.of(options.get(LoopaiOptions.DATA_DIR))))
                    .uid("executions");
        }
    },

    /** The product with many tasks that get no requests. */
    MANY_TASKS("D", "A with idle tasks deployed beside", "many") {
        @Override
        void draw(StreamExecutionEnvironment env, Configuration options) {
            ExecutionJob.draw(env, options);
        }
    };

    private final String letter;
    private final String what;
    private final Topics topics;

    /**
     * @param prefix of the topics that it reads and writes
     */
    KafkaPipeline(String letter, String what, String prefix) {
        this.letter = letter;
        this.what = what;
        this.topics = new Topics(prefix);
    }

    /**
     * Draws the job.
     *
     * @param options servers, group and checkpoint interval of {@link LoopaiOptions}; data directory
     *     and task as well
     */
    abstract void draw(StreamExecutionEnvironment env, Configuration options);

    String letter() {
        return letter;
    }

    String what() {
        return what;
    }

    Topics topics() {
        return topics;
    }

    private static DataStream<byte[]> requests(
            StreamExecutionEnvironment env, Configuration options) {
        env.enableCheckpointing(
                options.get(LoopaiOptions.CHECKPOINT_INTERVAL).toMillis(),
                CheckpointingMode.EXACTLY_ONCE);
        env.getConfig().enableObjectReuse();
        KafkaSource<byte[]> source =
                KafkaSource.<byte[]>builder()
                        .setBootstrapServers(options.get(LoopaiOptions.KAFKA_SERVERS))
                        .setTopics(PASS_THROUGH.topics.requests())
                        .setGroupId(options.get(LoopaiOptions.KAFKA_GROUP))
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(
                                KafkaRecordDeserializationSchema.valueOnly(
                                        ByteArrayDeserializer.class))
                        .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "requests").uid("requests");
    }

    /** With the producer's settings that {@link io.loopai.kafka.LineTopic} has. */
    private static void write(DataStream<byte[]> results, Configuration options) {
        Properties properties = new Properties();
        properties.setProperty("linger.ms", "20");
        properties.setProperty("batch.size", Integer.toString(256 << 10));
        properties.setProperty("compression.type", "lz4");
        properties.setProperty(
                "transaction.timeout.ms",
                Long.toString(KafkaSettings.TRANSACTION_TIMEOUT.toMillis()));
        String topic = PASS_THROUGH.topics.results();
        results.sinkTo(
                        KafkaSink.<byte[]>builder()
                                .setBootstrapServers(options.get(LoopaiOptions.KAFKA_SERVERS))
                                .setKafkaProducerConfig(properties)
                                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .setTransactionalIdPrefix(options.get(LoopaiOptions.KAFKA_GROUP))
                                .setRecordSerializer(
                                        KafkaRecordSerializationSchema.<byte[]>builder()
                                                .setTopic(topic)
                                                .setKafkaValueSerializer(ByteArraySerializer.class)
                                                .build())
                                .build())
                .uid("results");
    }
}
