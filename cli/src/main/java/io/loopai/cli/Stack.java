package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicSetup;
import io.loopai.kafka.Topics;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.util.ExceptionUtils;

/**
 * A broker, the deployments on it, and the execution job, started in this order and stopped in the
 * opposite one.
 */
final class Stack implements AutoCloseable {

    private static final int KAFKA_PORT = 9092;
    private static final int FLINK_PORT = 8081;
    private static final int MOST_ATTEMPTS = 5;

    private final RunState state;
    private EmbeddedKafka broker;
    private DeploymentProjection projection;
    private FlinkRun run;
    private final Map<String, String> addresses = new LinkedHashMap<>();

    private Stack(RunState state) {
        this.state = state;
    }

    /**
     * What to start.
     *
     * @param kafka brokers to use; null for one in this process
     * @param kafkaPort of that one; null for the usual port, or any if that is taken
     * @param flink address of a cluster to use; null for one in this process
     * @param task of requests that name none; may be null
     * @param settings of the job and of Flink
     */
    record Plan(
            String kafka,
            Integer kafkaPort,
            Map<String, String> kafkaProperties,
            Topics topics,
            String flink,
            String task,
            int parallelism,
            Map<String, String> settings) {}

    /** Returns when the job runs. */
    static Stack start(DataDir data, Plan plan, Terminal err) {
        List<String> identity = List.of("up", plan.topics().prefix());
        Stack stack = new Stack(RunState.take(data, "up", identity));
        try {
            stack.startAll(data, plan, err);
            return stack;
        } catch (Exception e) {
            stack.close();
            throw e instanceof RuntimeException runtime
                    ? runtime
                    : new CommandFailedException("could not start: " + FlinkRun.rootMessage(e), e);
        }
    }

    private void startAll(DataDir data, Plan plan, Terminal err) throws Exception {
        String servers = plan.kafka();
        if (servers == null) {
            int port = plan.kafkaPort() == null ? usable(KAFKA_PORT) : plan.kafkaPort();
            broker = EmbeddedKafka.start(data.root().resolve("kafka"), port);
            servers = broker.servers();
        }
        KafkaSettings settings = new KafkaSettings(servers, plan.kafkaProperties(), plan.topics());
        addresses.put("kafka", servers);
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            int partitions =
                    Configuration.fromMap(plan.settings()).get(LoopaiOptions.KAFKA_PARTITIONS);
            List<String> created = setup.createMissing(partitions);
            if (!created.isEmpty()) {
                err.println("created topics " + String.join(", ", created));
            }
        }
        ArtifactRepository artifacts = new ArtifactRepository(data);
        projection = DeploymentProjection.start(artifacts, settings);
        Configuration options = options(data, plan, settings, artifacts);
        addresses.put("flink", startJob(options, plan, err));
        run.awaitRunning();
        addresses.put("data", data.root().toString());
    }

    /** Returns where Flink is. */
    private String startJob(Configuration options, Plan plan, Terminal err) throws Exception {
        ClusterRuns cluster = new ClusterRuns(state, Configuration.fromMap(plan.settings()), err);
        if (plan.flink() != null) {
            run = cluster.start(plan.flink(), options, plan.parallelism());
            return plan.flink();
        }
        cluster.requireNone();
        int used =
                onUsablePort(
                        FLINK_PORT,
                        port -> {
                            options.set(RestOptions.BIND_PORT, Integer.toString(port));
                            options.set(RestOptions.PORT, port);
                            run =
                                    FlinkRun.start(
                                            options,
                                            plan.parallelism(),
                                            state,
                                            state.restorePoint());
                        });
        return "127.0.0.1:" + used;
    }

    /** Something that needs a port. */
    interface PortUser {
        void start(int port) throws Exception;
    }

    /**
     * Starts it on the wanted port if nobody has it, or else on any: somebody may take the port
     * between the look and the start, so that it looks again.
     */
    static int onUsablePort(int wanted, PortUser user) throws Exception {
        for (int attempt = 1; ; attempt++) {
            int port = usable(wanted);
            try {
                user.start(port);
                return port;
            } catch (Exception e) {
                boolean taken = ExceptionUtils.findThrowable(e, BindException.class).isPresent();
                if (!taken || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
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
        if (!options.contains(LoopaiOptions.PUBLIC_KEYS)
                && !options.contains(LoopaiOptions.ALLOW_UNSIGNED)) {
            // Whoever runs this has the data folder in hand.
            options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        }
        return options;
    }

    /** The port itself, or any other if somebody has it. */
    private static int usable(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }

    /** What runs where, in the order in which it was started. */
    Map<String, String> addresses() {
        return addresses;
    }

    /**
     * @throws CommandFailedException when the job has ended
     */
    void requireHealth() throws InterruptedException {
        if (run.isDone()) {
            run.result();
            throw new CommandFailedException("the job has ended: somebody has cancelled it");
        }
    }

    /** Lets the job finish what it has read and commit it, then stops the rest. */
    @Override
    public void close() {
        try {
            if (run != null && !run.isDone()) {
                run.stop();
                state.forgetClusterJob();
            }
        } catch (Exception e) {
            throw new CommandFailedException(
                    "could not stop in order; the same command goes on from the last checkpoint: "
                            + e.getMessage(),
                    e);
        } finally {
            if (projection != null) {
                projection.close();
            }
            if (broker != null) {
                broker.close();
            }
            state.close();
        }
    }
}
