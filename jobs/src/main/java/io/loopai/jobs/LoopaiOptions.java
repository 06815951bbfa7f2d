package io.loopai.jobs;

import io.loopai.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Every configuration key of the jobs: type, default, and what it means. */
public final class LoopaiOptions {

    public static final ConfigOption<String> DATA_DIR =
            ConfigOptions.key("loopai.data_dir")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Folder with the artifacts, into which executions, samples, dead"
                                    + " letters, events and results are written.");

    public static final ConfigOption<String> TASK =
            ConfigOptions.key("loopai.task")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The task of requests that name none.");

    public static final ConfigOption<List<String>> INPUT =
            ConfigOptions.key("loopai.input")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "Files, folders and globs with requests, separated by ';'. Files that"
                                    + " end in .gz are unpacked.");

    public static final ConfigOption<String> OUTPUT =
            ConfigOptions.key("loopai.output")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Folder for the results. By default they are in the data directory,"
                                    + " by task and date.");

    public static final ConfigOption<Format> FORMAT =
            ConfigOptions.key("loopai.format")
                    .enumType(Format.class)
                    .defaultValue(Format.JSONL)
                    .withDescription(
                            "How input is read: jsonl, a request on each line, or text, where each"
                                    + " line is the field text of an input.");

    public static final ConfigOption<Boolean> FOLLOW =
            ConfigOptions.key("loopai.follow")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether to go on with files that appear in the input folders, and"
                                    + " with deployments as they change, until the job is stopped."
                                    + " Move complete files in: what is appended to one later is not"
                                    + " read.");

    public static final ConfigOption<Duration> FOLLOW_INTERVAL =
            ConfigOptions.key("loopai.follow_interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(500))
                    .withDescription("How often to look for new files and changed deployments.");

    public static final ConfigOption<Integer> MAX_RECORD_BYTES =
            ConfigOptions.key("loopai.max_record_bytes")
                    .intType()
                    .defaultValue(1 << 20)
                    .withDescription(
                            "Bytes that one record may have; larger ones are dead letters.");

    public static final ConfigOption<Long> EXECUTION_FUEL =
            ConfigOptions.key("loopai.execution.fuel")
                    .longType()
                    .defaultValue(20_000_000L)
                    .withDescription(
                            "Steps (calls and loop turns) that a program may take for one record.");

    public static final ConfigOption<Duration> EXECUTION_TIMEOUT =
            ConfigOptions.key("loopai.execution.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMillis(50))
                    .withDescription("Time that a program may take for one record.");

    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
            ConfigOptions.key("loopai.checkpoint_interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "Time between checkpoints. Lines become visible on disk with the"
                                    + " checkpoint that covers them.");

    public static final ConfigOption<Duration> COMPACTION_INTERVAL =
            ConfigOptions.key("loopai.compaction_interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "How often 'loopai run' merges the small files that checkpoints leave;"
                                    + " it does so at its end too. 0 leaves them as they are: needed"
                                    + " while something else follows the data sets as its input."
                                    + " A job on a Flink cluster does not merge: use 'loopai"
                                    + " compact'.");

    public static final ConfigOption<List<String>> PUBLIC_KEYS =
            ConfigOptions.key("loopai.deployments.public_keys")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "PEM files with the public keys of those whose deployments run here,"
                                    + " separated by ';'. A deployment that none of them has signed"
                                    + " is refused. Read where the job is submitted.");

    public static final ConfigOption<Boolean> ALLOW_UNSIGNED =
            ConfigOptions.key("loopai.deployments.allow_unsigned")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether deployments run that nobody has signed: then whoever can write"
                                    + " to the artifacts decides what runs. Without public keys a job"
                                    + " needs this to start; 'loopai run', and 'loopai up' with its"
                                    + " own broker, set it by themselves then.");

    public static final ConfigOption<String> KAFKA_SERVERS =
            ConfigOptions.key("loopai.kafka.servers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Kafka's brokers as host:port, several separated by commas. Then requests,"
                                    + " deployments and everything but executions go through topics, and"
                                    + " there is no input, output or follow.");

    public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES =
            ConfigOptions.key("loopai.kafka.properties")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "Settings of Kafka's own clients, for SASL and TLS for instance, each as a key"
                                    + " of its own: loopai.kafka.properties.security.protocol=SSL.");

    public static final ConfigOption<String> KAFKA_TOPIC_PREFIX =
            ConfigOptions.key("loopai.kafka.topic_prefix")
                    .stringType()
                    .defaultValue("loopai")
                    .withDescription(
                            "What the names of all topics begin with; a tenant has its own.");

    public static final ConfigOption<String> KAFKA_GROUP =
            ConfigOptions.key("loopai.kafka.group_id")
                    .stringType()
                    .defaultValue("loopai")
                    .withDescription(
                            "Consumer group, and beginning of the names of transactions: the same after"
                                    + " every restart, and of no other job.");

    public static final ConfigOption<Delivery> KAFKA_DELIVERY =
            ConfigOptions.key("loopai.kafka.delivery")
                    .enumType(Delivery.class)
                    .defaultValue(Delivery.EXACTLY_ONCE)
                    .withDescription(
                            "exactly_once writes in transactions: readers with read_committed see results"
                                    + " with the checkpoint that completes them. at_least_once shows them at"
                                    + " once, and some twice after a crash.");

    public static final ConfigOption<Duration> KAFKA_TRANSACTION_TIMEOUT =
            ConfigOptions.key("loopai.kafka.transaction_timeout")
                    .durationType()
                    .defaultValue(KafkaSettings.TRANSACTION_TIMEOUT)
                    .withDescription(
                            "How long the job may stand still before Kafka aborts what it has written and"
                                    + " not yet committed. The brokers' transaction.max.timeout.ms is the"
                                    + " limit; where it is shorter, the job uses it and warns.");

    public static final ConfigOption<Boolean> KAFKA_CREATE_TOPICS =
            ConfigOptions.key("loopai.kafka.create_topics")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether missing topics are created; otherwise they are an error.");

    public static final ConfigOption<Integer> KAFKA_PARTITIONS =
            ConfigOptions.key("loopai.kafka.partitions")
                    .intType()
                    .defaultValue(4)
                    .withDescription(
                            "Partitions of topics that are created and carry records. Unless it is"
                                    + " set, 'loopai up' makes one for each subtask if that is"
                                    + " more.");

    public static final ConfigOption<String> ORACLE_GROUP =
            ConfigOptions.key("loopai.oracle.group_id")
                    .stringType()
                    .defaultValue("loopai-oracle")
                    .withDescription(
                            "Consumer group of the oracle job, and beginning of the names of its transactions.");

    public static final ConfigOption<String> ORACLE_LLM_URL =
            ConfigOptions.key("loopai.oracle.llm.base_url")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The LLM's endpoint; without it, OPENAI_BASE_URL of the task managers. The key is read from their OPENAI_API_KEY alone.");

    public static final ConfigOption<String> ORACLE_LLM_MODEL =
            ConfigOptions.key("loopai.oracle.llm.model")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The LLM that is the oracle; without it, OPENAI_MODEL of the task managers.");

    public static final ConfigOption<String> ORACLE_LLM_PRICES =
            ConfigOptions.key("loopai.oracle.llm.prices")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "JSON file with what LLMs cost, in USD per million tokens, such as {\"my-model\": {\"input\": 0.5, \"output\": 1.5}}; every task manager reads it. Goes before the built-in list prices; a model that is in neither counts as the most expensive one.");

    public static final ConfigOption<Duration> ORACLE_LLM_TIMEOUT =
            ConfigOptions.key("loopai.oracle.llm.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription("Time that the LLM has for one answer.");

    public static final ConfigOption<Integer> ORACLE_LLM_CONCURRENCY =
            ConfigOptions.key("loopai.oracle.llm.concurrency")
                    .intType()
                    .defaultValue(4)
                    .withDescription("Questions that each subtask asks the LLM at a time.");

    public static final ConfigOption<Duration> ORACLE_FIRST_RETRY =
            ConfigOptions.key("loopai.oracle.first_retry")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "Wait before a question is asked again; doubles each time, up to 10 minutes, unless the endpoint asks for more.");

    public static final ConfigOption<Duration> ORACLE_RETRY_FOR =
            ConfigOptions.key("loopai.oracle.retry_for")
                    .durationType()
                    .defaultValue(Duration.ofHours(6))
                    .withDescription(
                            "Time after which a sample that the LLM has not answered counts as missing.");

    public static final ConfigOption<String> ORACLE_LABEL_FILE =
            ConfigOptions.key("loopai.oracle.label_file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "JSONL with known right answers, by input or id, which every task manager can read; it is the oracle of tasks with oracle: labels.");

    public static final ConfigOption<Duration> ORACLE_LABEL_WAIT =
            ConfigOptions.key("loopai.oracle.label_wait")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "Time that a sample waits for its label from a person or a late source, and a label for its sample; then the sample counts as missing. An answer can be corrected by a label as long.");

    public static final ConfigOption<Duration> ORACLE_FALLBACK_WAIT =
            ConfigOptions.key("loopai.oracle.fallback_wait")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "Time that the caller of a request waits for the oracle when the program abstained; then the result is an error.");

    public static final ConfigOption<Duration> ORACLE_REMEMBER =
            ConfigOptions.key("loopai.oracle.remember")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "Time for which an id that has been dealt with is recognised when it comes again.");

    public static final ConfigOption<Duration> ORACLE_REGENERATION_TIMEOUT =
            ConfigOptions.key("loopai.oracle.regeneration_timeout")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "Time after which a regeneration that nobody has dealt with counts as one that brought nothing better.");

    public static final ConfigOption<Duration> TELEMETRY_INTERVAL =
            ConfigOptions.key("loopai.telemetry.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(60))
                    .withDescription(
                            "How often 'loopai up' adds up what it did, in a line of"
                                    + " service/telemetry in the data folder.");

    public static final ConfigOption<String> TELEMETRY_ENDPOINT =
            ConfigOptions.key("loopai.telemetry.endpoint")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where 'loopai up' sends these lines by HTTP POST; without it they stay"
                                    + " on the machine.");

    private LoopaiOptions() {}

    /** What Kafka's readers see after a crash. */
    public enum Delivery {
        /** Every line once. */
        EXACTLY_ONCE,
        /** Some lines twice. */
        AT_LEAST_ONCE
    }

    /** How input files are read. */
    public enum Format {
        /** A request as JSON on each line. */
        JSONL,
        /** Plain lines. */
        TEXT
    }
}
