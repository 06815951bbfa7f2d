package io.loopai.benchmarks;

import io.loopai.benchmarks.DeliveryReport.Kill;
import io.loopai.kafka.EmbeddedKafka;
import io.loopai.kafka.KafkaSettings;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests flow through {@code loopai up} while versions change and the process is killed; in the end
 * everything is counted.
 */
final class Delivery implements AutoCloseable {

    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long IN_THE_MIDDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    /**
     * What to do.
     *
     * @param perSecond requests that are sent; infinity for as fast as it goes
     * @param changes of the active version
     * @param kills the middle one right after a checkpoint
     * @param brokerBeside whether the broker has a process of its own, or is inside {@code up} and
     *     killed with it
     * @param settings of the job, as {@code key=value}
     */
    record Plan(
            int requests,
            double perSecond,
            int changes,
            int kills,
            boolean brokerBeside,
            int parallelism,
            List<String> settings) {}

    private record Killing(long at, Double millisAfterCheckpoint, double start) {}

    private final Plan plan;
    private final DataDir data;
    private final ArtifactRepository artifacts;
    private final BrokerProcess broker;
    private final int port;
    private final KafkaSettings settings;
    private final UpProcess up;
    private final List<Killing> kills = new ArrayList<>();
    private int changes;

    Delivery(Path folder, Plan plan) throws IOException {
        this.plan = plan;
        this.data = DataDir.open(folder.resolve("data"));
        this.artifacts = new ArtifactRepository(data);
        this.broker = plan.brokerBeside() ? BrokerProcess.start(folder.resolve("broker")) : null;
        this.port = freePort();
        this.settings = KafkaSettings.at(broker == null ? "127.0.0.1:" + port : broker.servers());
        this.up = new UpProcess(folder.resolve("up.log"), arguments());
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--data-dir", data.root().toString()));
        arguments.addAll(List.of("--parallelism", Integer.toString(plan.parallelism())));
        arguments.addAll(
                broker == null
                        ? List.of("--kafka-port", Integer.toString(port))
                        : List.of("--kafka", broker.servers(), "-D", UpProcess.UNSIGNED));
        plan.settings().forEach(setting -> arguments.addAll(List.of("-D", setting)));
        return arguments;
    }

    /** All of it; may be called once. */
    DeliveryReport run() throws Exception {
        Machine machine = Machine.here();
        artifacts.putTask(Workload.TASK);
        for (int version = 1; version <= plan.changes() + 1; version++) {
            artifacts.add(Workload.TASK.id(), Workload.programSource(version), "ecj");
        }
        artifacts.activate(Workload.TASK.id(), 1);
        double firstStart = up.start();
        try (TopicEnds ends = new TopicEnds(settings);
                CommittedResults results = CommittedResults.follow(settings)) {
            long begun = System.nanoTime();
            CompletableFuture<Void> sent =
                    new RequestFlow(settings, plan.requests(), plan.perSecond()).start();
            drive(results, ends, sent);
            up.stop();
            double seconds = (results.last() - begun) / 1e9;
            return new DeliveryReport(
                    machine,
                    Machine.here().load(),
                    plan,
                    firstStart,
                    seconds,
                    changes,
                    results.longestPause(),
                    kills(results),
                    count());
        }
    }

    private void drive(CommittedResults results, TopicEnds ends, CompletableFuture<Void> sent)
            throws Exception {
        CheckpointWatch checkpoints = new CheckpointWatch(data.runs(), "up");
        long heard = System.nanoTime();
        long seenAtStart = 0;
        while (results.count() < plan.requests()) {
            up.requireAlive();
            if (sent.isCompletedExceptionally()) {
                sent.get();
            }
            heard = Math.max(heard, results.last());
            if (System.nanoTime() - heard > LONGEST_SILENCE_NANOS) {
                return; // the counts say what is missing
            }
            long open = ends.uncommitted(settings.topics().results());
            long answered = results.count() + open;
            // The last change has arrived: 'up' publishes only the newest.
            if (isDue(changes, plan.changes(), answered)
                    && ends.written(settings.topics().deployments()) > changes) {
                changes++;
                artifacts.activate(Workload.TASK.id(), changes + 1);
            }
            // In the middle: something was committed since the start, and something is not.
            if (isDue(kills.size(), plan.kills(), answered)
                    && results.count() > seenAtStart
                    && open > 0
                    && System.nanoTime() - results.last() > IN_THE_MIDDLE_NANOS) {
                kill(checkpoints);
                seenAtStart = results.count();
                heard = System.nanoTime();
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /** Steps are spread evenly; the last has room for what it takes until it is felt. */
    private boolean isDue(int done, int steps, long answered) {
        return done < steps && answered >= (long) plan.requests() * (done + 1) / (steps + 2);
    }

    private void kill(CheckpointWatch checkpoints) throws Exception {
        boolean rightAfter = kills.size() == plan.kills() / 2;
        long missing = rightAfter ? checkpoints.awaitNext() : 0;
        up.kill();
        long at = System.nanoTime();
        up.awaitEnd();
        kills.add(new Killing(at, rightAfter ? (at - missing) / 1e6 : null, up.start()));
    }

    private List<Kill> kills(CommittedResults results) {
        return kills.stream()
                .map(
                        kill ->
                                new Kill(
                                        kill.millisAfterCheckpoint(),
                                        kill.start(),
                                        results.longestPauseAt(kill.at())))
                .toList();
    }

    private DeliveryCounts count() throws IOException {
        if (broker != null) {
            return DeliveryCounts.of(settings, data, plan.requests());
        }
        try (EmbeddedKafka again = EmbeddedKafka.start(data.root().resolve("kafka"), port)) {
            return DeliveryCounts.of(KafkaSettings.at(again.servers()), data, plan.requests());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        up.close();
        if (broker != null) {
            broker.close();
        }
    }
}
