package io.loopai.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

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
                                    + " with deployments as they change, until the job is stopped.");

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

    private static final String PREFIX = "loopai.";

    private static final Set<String> KEYS =
            Stream.of(
                            DATA_DIR,
                            TASK,
                            INPUT,
                            OUTPUT,
                            FORMAT,
                            FOLLOW,
                            FOLLOW_INTERVAL,
                            MAX_RECORD_BYTES,
                            EXECUTION_FUEL,
                            EXECUTION_TIMEOUT,
                            CHECKPOINT_INTERVAL)
                    .map(ConfigOption::key)
                    .collect(Collectors.toCollection(TreeSet::new));

    private LoopaiOptions() {}

    /**
     * Catches what was mistyped; keys that are not ours are Flink's.
     *
     * @throws IllegalArgumentException when a key begins with {@code loopai.} and is none of these
     */
    static void requireKnown(ReadableConfig options) {
        for (String key : options.toMap().keySet()) {
            if (key.startsWith(PREFIX) && !KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        key + " is no option; the options are: " + String.join(", ", KEYS));
            }
        }
    }

    /** How input files are read. */
    public enum Format {
        /** A request as JSON on each line. */
        JSONL,
        /** Plain lines. */
        TEXT
    }
}
