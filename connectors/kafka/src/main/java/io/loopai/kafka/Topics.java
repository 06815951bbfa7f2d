package io.loopai.kafka;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The names of a system's topics, and how each is to be created. A tenant is a prefix.
 *
 * <pre>{@code
 * Topics topics = new Topics("loopai");
 * topics.requests(); // loopai.requests
 * }</pre>
 *
 * @param prefix letters, digits, '.', '_' and '-'
 */
public record Topics(String prefix) implements Serializable {

    /**
     * Three sources of at most 512 KB have at most 3 MB as JSON, before compression; the rest is for
     * the task and what stands around them.
     */
    static final int LARGEST_DEPLOYMENT_MESSAGE = 5 << 20;

    /**
     * What our producers send, and topics that we create take. Kafka's default of 1 MB would not take
     * the sample of a request of 1 MB: a job that cannot write a message tries it again for ever.
     */
    public static final int LARGEST_MESSAGE = 8 << 20;

    private static final long DAY_MILLIS = 86_400_000;
    private static final int WEEK = 7;
    private static final int MONTH = 30;
    private static final int MOST_PREFIX = 200;

    /**
     * @throws IllegalArgumentException if Kafka would not take names that begin so
     */
    public Topics {
        if (!prefix.matches("[A-Za-z0-9._-]{1," + MOST_PREFIX + "}")) {
            throw new IllegalArgumentException(
                    "a topic prefix has 1 to 200 letters, digits, '.', '_' and '-', unlike '"
                            + prefix
                            + "'");
        }
    }

    /**
     * How one topic is created when it is missing.
     *
     * @param isSpread whether it has as many partitions as there are to be, or one
     * @param settings in Kafka's names
     */
    public record Plan(String name, boolean isSpread, Map<String, String> settings) {}

    /** What to answer. */
    public String requests() {
        return prefix + ".requests";
    }

    /** One for each request that could be run, but those that wait for the oracle. */
    public String results() {
        return prefix + ".results";
    }

    /** Executions that were chosen for the oracle. */
    public String samples() {
        return prefix + ".samples";
    }

    /** Executions whose program abstained and whose task asks the oracle then. */
    public String fallbacks() {
        return prefix + ".fallbacks";
    }

    /** What people and late sources say is right. */
    public String labels() {
        return prefix + ".labels";
    }

    /** Samples compared with the oracle's answers. */
    public String validations() {
        return prefix + ".validations";
    }

    /** Calls for a better version. */
    public String regenerations() {
        return prefix + ".regenerations";
    }

    /** What happened to deployments and versions. */
    public String events() {
        return prefix + ".events";
    }

    /** What the versions did on the requests, added up. */
    public String traffic() {
        return prefix + ".traffic";
    }

    /** What is to run: the newest deployment of each task, by the task's id. */
    public String deployments() {
        return prefix + ".deployments";
    }

    /** What could not be run, with the reason. */
    public String deadLetters() {
        return prefix + ".dead-letters";
    }

    /** Those in which each message holds what came in with one record. */
    List<String> aboutRecords() {
        return List.of(results(), samples(), fallbacks(), validations(), deadLetters());
    }

    /** Every topic of the system. */
    public List<Plan> plans() {
        return List.of(
                kept(requests(), true, WEEK),
                kept(results(), true, WEEK),
                kept(samples(), true, WEEK),
                kept(fallbacks(), true, WEEK),
                kept(labels(), true, MONTH),
                kept(validations(), true, MONTH),
                kept(regenerations(), false, MONTH),
                kept(events(), false, MONTH),
                kept(traffic(), false, WEEK),
                // One partition: the revisions of a task stay in order, and its end is one number.
                new Plan(
                        deployments(),
                        false,
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(LARGEST_DEPLOYMENT_MESSAGE))),
                kept(deadLetters(), true, MONTH));
    }

    private static Plan kept(String name, boolean isSpread, int days) {
        return new Plan(
                name,
                isSpread,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(days * DAY_MILLIS),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(LARGEST_MESSAGE)));
    }
}
