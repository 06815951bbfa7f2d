package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.jobs.DeploymentTrust;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.ServiceGroup;
import io.loopai.kafka.TopicSetup;
import io.loopai.kafka.Topics;
import io.loopai.service.db.ServiceTable;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.housekeeping.Housekeeping;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.service.telemetry.Telemetry;
import io.loopai.signature.SigningKey;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.IOUtils;

/**
 * A broker, the service that decides what runs, and the execution job, started in this order and
 * stopped in the opposite one.
 */
final class Stack implements AutoCloseable {

    private static final String OWN_BROKER = "127.0.0.1:";
    private static final int KAFKA_PORT = 9092;
    private static final int FLINK_PORT = 8081;

    private final StackRun execution;
    private final StackRun oracle;
    private EmbeddedKafka broker;
    private CompletableFuture<ControlPlane> service;
    private LoopFeed feed;
    private KafkaSettings kafka;
    private final Map<String, String> addresses = new LinkedHashMap<>();

    private Stack(StackRun execution, StackRun oracle) {
        this.execution = execution;
        this.oracle = oracle;
    }

    /**
     * What to start.
     *
     * @param kafka brokers to use; null for one in this process
     * @param kafkaPort of that one; null for the usual port, or any if that is taken
     * @param port of the HTTP API; null for the usual one, or any if that is taken
     * @param signingKey signs what is decided over HTTP, if there is one
     * @param flink address of a cluster to use; null for one in this process
     * @param task of requests that name none; may be null
     * @param settings of the jobs and of Flink
     * @param limits of what is kept in the data folder
     */
    record Plan(
            String kafka,
            Integer kafkaPort,
            Map<String, String> kafkaProperties,
            Topics topics,
            Integer port,
            Optional<SigningKey> signingKey,
            String flink,
            String task,
            int parallelism,
            Map<String, String> settings,
            Improvement improvement,
            Housekeeping.Limits limits) {}

    /**
     * How programs are made better.
     *
     * @param llm asked once for each attempt; empty without an LLM
     */
    record Improvement(Supplier<Optional<LlmStrategy>> llm, ImprovementLoop.Options options) {}

    /**
     * Returns when all of both jobs runs.
     *
     * @param givenUp whether nobody waits for that any more
     */
    static Stack start(DataDir data, Plan plan, Terminal err, BooleanSupplier givenUp) {
        Stack stack = take(data, plan.topics().prefix());
        try {
            stack.startAll(data, plan, err, givenUp);
            return stack;
        } catch (Exception e) {
            stack.abandon(e);
            throw e instanceof RuntimeException runtime
                    ? runtime
                    : new CommandFailedException("could not start: " + FlinkRun.rootMessage(e), e);
        }
    }

    private static Stack take(DataDir data, String prefix) {
        StackRun execution = StackRun.take(FlinkJob.EXECUTION, data, "up", prefix);
        try {
            return new Stack(execution, StackRun.take(FlinkJob.ORACLE, data, "oracle", prefix));
        } catch (RuntimeException e) {
            execution.close();
            throw e;
        }
    }

    private void startAll(DataDir data, Plan plan, Terminal err, BooleanSupplier givenUp)
            throws Exception {
        for (StackRun job : List.of(execution, oracle)) {
            job.find(plan.flink(), Configuration.fromMap(plan.settings()));
        }
        service =
                ControlPlane.starting(
                        data,
                        plan.port(),
                        plan.signingKey(),
                        plan.improvement(),
                        plan.limits(),
                        reports(Configuration.fromMap(plan.settings())));
        String servers = brokers(data.root().resolve("kafka"), plan);
        KafkaSettings settings = new KafkaSettings(servers, plan.kafkaProperties(), plan.topics());
        kafka = settings;
        addresses.put("kafka", servers);
        prepareTopics(settings, Configuration.fromMap(plan.settings()), plan.parallelism(), err);
        ControlPlane started = ControlPlane.started(service);
        ServiceGroup group =
                new ServiceGroup(
                        plan.topics().prefix(),
                        started.centre().database().inTransaction(ServiceTable::id));
        requireAlone(settings, group);
        // Before the jobs: from now on another one finds that these topics are taken.
        feed = LoopFeed.start(settings, group, started.loop());
        started.hears(feed::status);
        ArtifactRepository artifacts = new ArtifactRepository(data);
        Configuration options = options(data, plan, settings, artifacts);
        sayWhatIsMissing(plan, options, err);
        started.publishTo(new ControlTopic(settings, DeploymentTrust.of(options)));
        addresses.put("api", started.address());
        String flink = execution.start(plan.flink(), FLINK_PORT, options, plan.parallelism(), err);
        oracle.start(plan.flink(), 0, options, plan.parallelism(), err);
        started.loop().start();
        execution.awaitRunning(givenUp);
        oracle.awaitRunning(givenUp);
        addresses.put("flink", flink);
        addresses.put("data", data.root().toString());
    }

    private static Telemetry.Options reports(Configuration options) {
        return new Telemetry.Options(
                options.get(LoopaiOptions.TELEMETRY_INTERVAL),
                options.getOptional(LoopaiOptions.TELEMETRY_ENDPOINT)
                        .map(URI::create)
                        .orElse(null));
    }

    private static void requireAlone(KafkaSettings settings, ServiceGroup group) {
        group.other(settings)
                .ifPresent(
                        other -> {
                            throw new CommandFailedException(
                                    "another 'loopai up' works on the topics "
                                            + settings.topics().prefix()
                                            + ".* of Kafka at "
                                            + settings.servers()
                                            + " (group "
                                            + other.group()
                                            + ", from "
                                            + other.host()
                                            + "); the jobs of both would abort each other's"
                                            + " transactions. Stop it, or give this one topics of"
                                            + " its own with --topic-prefix. If it was killed just"
                                            + " now, Kafka notices within a minute: start again"
                                            + " then");
                        });
    }

    /** Where the brokers are; starts one if there is none yet. */
    private String brokers(Path folder, Plan plan) throws Exception {
        Optional<String> bound = execution.leftKafka().or(oracle::leftKafka);
        if (bound.isPresent()) {
            requireSame(bound.get(), plan, folder);
        }
        if (plan.kafka() != null) {
            return plan.kafka();
        }
        Integer fixed =
                bound.map(servers -> Integer.valueOf(servers.substring(OWN_BROKER.length())))
                        .orElse(plan.kafkaPort());
        if (fixed == null) {
            Ports.onUsable(KAFKA_PORT, port -> broker = EmbeddedKafka.start(folder, port));
            return broker.servers();
        }
        try {
            broker = EmbeddedKafka.start(folder, fixed);
            return broker.servers();
        } catch (BindException e) {
            throw new CommandFailedException(
                    "port %d of 127.0.0.1 is taken; %s"
                            .formatted(
                                    fixed,
                                    bound.isPresent()
                                            ? "the job on the Flink cluster at %s needs its broker there: stop who has the port, or name that broker with --kafka %s"
                                                    .formatted(plan.flink(), bound.get())
                                            : "give another one with --kafka-port, or none for any that is free"),
                    e);
        }
    }

    /** A job that runs cannot be told that its brokers are elsewhere. */
    private static void requireSame(String bound, Plan plan, Path folder) {
        // Somebody else's broker may be on loopback too, and there may be several of them.
        boolean own = Files.exists(folder) && bound.matches(Pattern.quote(OWN_BROKER) + "\\d+");
        boolean same =
                plan.kafka() != null
                        ? plan.kafka().equals(bound)
                        : own
                                && (plan.kafkaPort() == null
                                        || bound.equals(OWN_BROKER + plan.kafkaPort()));
        if (!same) {
            throw new CommandFailedException(
                    "the job on the Flink cluster at %s works with Kafka at %s: %s"
                            .formatted(
                                    plan.flink(),
                                    bound,
                                    plan.kafka() == null && own
                                            ? "leave out --kafka-port"
                                            : "give the same command as before, with --kafka "
                                                    + bound));
        }
    }

    private void sayWhatIsMissing(Plan plan, Configuration options, Terminal err) {
        int jobs = (int) Stream.of(execution, oracle).filter(job -> !job.isLeft()).count();
        if (plan.flink() != null && jobs > 0) {
            RemoteCluster.at(plan.flink(), options)
                    .problem(jobs, plan.parallelism())
                    .ifPresent(err::println);
        }
    }

    static void prepareTopics(
            KafkaSettings settings, Configuration options, int parallelism, Terminal err) {
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            if (!options.get(LoopaiOptions.KAFKA_CREATE_TOPICS)) {
                List<String> missing = setup.missing();
                if (!missing.isEmpty()) {
                    throw new CommandFailedException(
                            "these topics are missing: "
                                    + String.join(", ", missing)
                                    + "; create them, or let 'up' do so: without --no-create and"
                                    + " without loopai.kafka.create_topics=false");
                }
            } else {
                List<String> created = setup.createMissing(partitions(options, parallelism));
                if (!created.isEmpty()) {
                    err.println("created topics " + String.join(", ", created));
                }
            }
            sayWhoIsIdle(settings, setup, parallelism, err);
        }
    }

    /** Each subtask reads at least one of them. */
    private static int partitions(Configuration options, int parallelism) {
        return options.getOptional(LoopaiOptions.KAFKA_PARTITIONS)
                .orElse(Math.max(LoopaiOptions.KAFKA_PARTITIONS.defaultValue(), parallelism));
    }

    private static void sayWhoIsIdle(
            KafkaSettings settings, TopicSetup setup, int parallelism, Terminal err) {
        String topic = settings.topics().requests();
        int partitions = setup.partitions(topic);
        if (partitions < parallelism) {
            err.println(
                    "%d of the %d subtasks have nothing to do, since %s has no more than %d partitions: add some, or give --parallelism %d"
                            .formatted(
                                    parallelism - partitions,
                                    parallelism,
                                    topic,
                                    partitions,
                                    partitions));
        }
    }

    private static Configuration options(
            DataDir data, Plan plan, KafkaSettings settings, ArtifactRepository artifacts) {
        Configuration options = new Configuration();
        // A broker that is away for a while is no reason to give up.
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        options.addAll(Configuration.fromMap(plan.settings()));
        options.set(LoopaiOptions.DATA_DIR, data.root().toAbsolutePath().toString());
        options.set(LoopaiOptions.KAFKA_SERVERS, settings.servers());
        options.set(LoopaiOptions.KAFKA_PROPERTIES, settings.properties());
        options.set(LoopaiOptions.KAFKA_TOPIC_PREFIX, settings.topics().prefix());
        List<String> tasks = artifacts.tasks();
        if (plan.task() != null || tasks.size() == 1) {
            options.set(LoopaiOptions.TASK, plan.task() == null ? tasks.get(0) : plan.task());
        }
        if (plan.kafka() == null
                && !options.contains(LoopaiOptions.PUBLIC_KEYS)
                && !options.contains(LoopaiOptions.ALLOW_UNSIGNED)) {
            // Whoever runs this has the data folder in hand, and the broker's files with it.
            options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        }
        return options;
    }

    /** What runs where, in the order in which it was started. */
    Map<String, String> addresses() {
        return addresses;
    }

    /** How to reach the broker, and the topics. */
    KafkaSettings kafka() {
        return kafka;
    }

    /** The loop that makes programs better. */
    ImprovementLoop loop() {
        return ControlPlane.started(service).loop();
    }

    /** Where decisions are made and kept. */
    DecisionCentre decisions() {
        return ControlPlane.started(service).centre();
    }

    /**
     * @throws CommandFailedException when a job has ended
     */
    void requireHealth() throws InterruptedException {
        execution.requireHealth();
        oracle.requireHealth();
        feed.requireHealth();
    }

    /** Lets the jobs finish what they have read and commit it, then stops the rest. */
    @Override
    public void close() {
        end(List.of(execution, oracle));
    }

    /** Takes back what was started; a job that ran before goes on without us. */
    private void abandon(Exception reason) {
        try {
            end(Stream.of(execution, oracle).filter(job -> !job.isLeft()).toList());
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void end(List<StackRun> jobs) {
        List<Callable<Void>> stops = new ArrayList<>();
        for (StackRun job : jobs) {
            stops.add(
                    () -> {
                        job.stop();
                        return null;
                    });
        }
        try {
            IOUtils.closeAll(
                    () -> sideBySide(stops),
                    feed,
                    service == null ? null : () -> ControlPlane.stop(service),
                    broker,
                    oracle,
                    execution);
        } catch (Exception e) {
            throw new CommandFailedException(
                    "could not stop in order; the same command goes on from the last checkpoint: "
                            + FlinkRun.rootMessage(e),
                    e);
        }
    }

    /** Each may take a minute, and the process has two before it is killed. */
    static void sideBySide(List<Callable<Void>> steps) throws Exception {
        if (steps.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(steps.size());
        try {
            Exception failure = null;
            for (Future<Void> end : threads.invokeAll(steps)) {
                try {
                    end.get();
                } catch (ExecutionException e) {
                    failure = ExceptionUtils.firstOrSuppressed(e, failure);
                }
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdown();
        }
    }
}
