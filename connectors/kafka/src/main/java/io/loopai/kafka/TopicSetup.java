package io.loopai.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Looks at a Kafka cluster before anything runs on it, and creates the topics that are missing.
 *
 * <pre>{@code
 * try (TopicSetup setup = TopicSetup.connect(settings)) {
 *     setup.createMissing(4).forEach(topic -> System.out.println("created topic " + topic));
 * }
 * }</pre>
 *
 * <p>Every method throws {@link KafkaUnavailableException} when the cluster does not answer.
 */
public final class TopicSetup implements AutoCloseable {

    /** What Kafka allows unless it is told otherwise. */
    public static final Duration USUAL_LONGEST_TRANSACTION = Duration.ofMinutes(15);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String TRANSACTION_LIMIT = "transaction.max.timeout.ms";

    private final KafkaSettings settings;
    private final Brokers brokers;

    private TopicSetup(KafkaSettings settings) {
        this.settings = settings;
        this.brokers = Brokers.connect(settings);
    }

    /** Connects with the first call that needs the cluster. */
    public static TopicSetup connect(KafkaSettings settings) {
        return new TopicSetup(settings);
    }

    /** The system's topics that are not there. */
    public List<String> missing() {
        Set<String> there = brokers.get(brokers.admin().listTopics().names());
        return settings.topics().plans().stream()
                .map(Topics.Plan::name)
                .filter(name -> !there.contains(name))
                .toList();
    }

    /**
     * Creates what is {@link #missing}, with the cluster's default number of replicas.
     *
     * @param partitions of the topics that carry records
     * @return the topics that were created
     */
    public List<String> createMissing(int partitions) {
        List<String> missing = missing();
        List<NewTopic> topics =
                settings.topics().plans().stream()
                        .filter(plan -> missing.contains(plan.name()))
                        .map(plan -> topic(plan, partitions))
                        .toList();
        List<String> created = new ArrayList<>();
        Map<String, KafkaFuture<Void>> creations = brokers.admin().createTopics(topics).values();
        for (NewTopic topic : topics) {
            if (isCreated(creations.get(topic.name()))) {
                created.add(topic.name());
            }
        }
        awaitAll();
        return created;
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return brokers.get(brokers.admin().describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
    }

    private static NewTopic topic(Topics.Plan plan, int partitions) {
        int own = plan.isSpread() ? partitions : 1;
        return new NewTopic(plan.name(), Optional.of(own), Optional.empty())
                .configs(plan.settings());
    }

    private boolean isCreated(KafkaFuture<Void> creation) {
        try {
            brokers.get(creation);
            return true;
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // somebody else was quicker
            }
            throw e;
        }
    }

    /** A topic that the controller has created is known to the brokers a moment later. */
    private void awaitAll() {
        long deadline = System.nanoTime() + Brokers.PATIENCE.toNanos();
        while (!missing().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new KafkaUnavailableException(
                        settings.servers(),
                        new TimeoutException("created topics do not appear: " + missing()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /**
     * What is not right about the settings of topics that are there, whoever has created them; empty
     * too when the brokers do not tell us.
     *
     * @param largestLine bytes of the largest message that a job may write about a record
     */
    public List<String> problems(long largestLine) {
        Topics topics = settings.topics();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Config> each : topicSettings().entrySet()) {
            String name = each.getKey();
            Config config = each.getValue();
            if (name.equals(topics.deployments())) {
                if (!text(config, TopicConfig.CLEANUP_POLICY_CONFIG, "compact")
                        .equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                    problems.add(
                            ("topic %s is not compacted only (cleanup.policy=%s): Kafka deletes what is"
                                            + " deployed when it is old, and jobs that start then have"
                                            + " no programs; set cleanup.policy=compact")
                                    .formatted(
                                            name,
                                            text(config, TopicConfig.CLEANUP_POLICY_CONFIG, "")));
                }
                sizeProblem(config, name, Topics.LARGEST_DEPLOYMENT_MESSAGE, "is not published")
                        .ifPresent(problems::add);
            } else if (topics.aboutRecords().contains(name)) {
                sizeProblem(config, name, largestLine, "stops the job").ifPresent(problems::add);
            }
        }
        return problems;
    }

    private Map<String, Config> topicSettings() {
        List<String> missing = missing();
        List<ConfigResource> resources =
                settings.topics().plans().stream()
                        .filter(plan -> !missing.contains(plan.name()))
                        .map(plan -> new ConfigResource(ConfigResource.Type.TOPIC, plan.name()))
                        .toList();
        try {
            Map<String, Config> byName = new TreeMap<>();
            brokers.get(brokers.admin().describeConfigs(resources).all())
                    .forEach((resource, config) -> byName.put(resource.name(), config));
            return byName;
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Map.of();
            }
            throw e;
        }
    }

    private static Optional<String> sizeProblem(
            Config config, String topic, long wanted, String consequence) {
        String key = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
        long limit = Long.parseLong(text(config, key, Long.toString(wanted)));
        return limit >= wanted
                ? Optional.empty()
                : Optional.of(
                        ("topic %s takes messages of at most %d bytes (%s); they may have up to %d, and"
                                        + " one that is too large %s: set %s=%d")
                                .formatted(topic, limit, key, wanted, consequence, key, wanted));
    }

    /** Brokers of some providers leave a setting, or its value, out. */
    private static String text(Config config, String key, String otherwise) {
        return Optional.ofNullable(config.get(key)).map(ConfigEntry::value).orElse(otherwise);
    }

    /** What it means that {@link #longestTransaction} is empty. */
    public static String unknownTransactionLimit() {
        return ("the brokers do not say how long a transaction may last (%s; reading it needs the"
                        + " permission to describe the cluster's settings): taken for Kafka's default"
                        + " of %d s; when they allow less, the job cannot write")
                .formatted(TRANSACTION_LIMIT, USUAL_LONGEST_TRANSACTION.toSeconds());
    }

    /**
     * What it means that the brokers allow only shorter transactions than producers would ask for;
     * empty when they allow those.
     *
     * @param longest what {@link #longestTransaction} says
     */
    public static Optional<String> transactionProblem(Duration longest, Duration wanted) {
        if (longest.compareTo(wanted) >= 0) {
            return Optional.empty();
        }
        return Optional.of(
                ("the brokers allow transactions of %d s (%s), not of %d s: when the job stands still for"
                                + " longer, Kafka aborts what it has written since its last checkpoint and"
                                + " not yet committed, and those results are lost")
                        .formatted(longest.toSeconds(), TRANSACTION_LIMIT, wanted.toSeconds()));
    }

    /** The longest transaction that the brokers allow; empty when they do not tell us. */
    public Optional<Duration> longestTransaction() {
        Node node = brokers.get(brokers.admin().describeCluster().nodes()).iterator().next();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        try {
            return longestTransaction(
                    brokers.get(brokers.admin().describeConfigs(List.of(broker)).all())
                            .get(broker));
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** It may be left out too. */
    static Optional<Duration> longestTransaction(Config broker) {
        return Optional.ofNullable(broker.get(TRANSACTION_LIMIT))
                .map(ConfigEntry::value)
                .map(Long::parseLong)
                .map(Duration::ofMillis);
    }

    @Override
    public void close() {
        brokers.close();
    }
}
