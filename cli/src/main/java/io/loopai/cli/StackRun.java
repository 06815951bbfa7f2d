package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import io.loopai.store.DataDir;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;

/** One of the stack's jobs, with the checkpoints that it goes on from. */
final class StackRun implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final FlinkJob job;
    private final RunState state;
    private JobClient left;
    private FlinkRun run;
    private JobWatch watch;
    private Terminal err;
    private boolean silenceTold;

    private StackRun(FlinkJob job, RunState state) {
        this.job = job;
        this.state = state;
    }

    /**
     * Makes sure that nobody else runs it.
     *
     * @param name of the job among those of the data folder
     */
    static StackRun take(FlinkJob job, DataDir data, String name, String topicPrefix) {
        return new StackRun(job, RunState.take(data, name, List.of(name, topicPrefix)));
    }

    /**
     * Looks for a job that an earlier command has left on a cluster.
     *
     * @param flink address of the cluster to use; null for one in this process
     * @param settings of Flink's client
     * @throws CommandFailedException when the job runs on another cluster than that
     */
    void find(String flink, Configuration settings) {
        left = new ClusterRuns(job, state, settings).left(flink).orElse(null);
    }

    /** Whether it has been found, so that it is not started. */
    boolean isLeft() {
        return left != null;
    }

    /** The brokers that it works with, if it has been found. */
    Optional<String> leftKafka() {
        return isLeft() ? state.clusterJob().map(RunState.ClusterJob::kafka) : Optional.empty();
    }

    /**
     * Starts it, from where it last stopped, or goes on with what was found.
     *
     * @param flink address of a cluster; null for one in this process
     * @param wanted port of that one's REST interface; another one is taken if that is in use
     * @return where Flink is
     */
    String start(String flink, int wanted, Configuration options, int parallelism, Terminal err)
            throws Exception {
        this.err = err;
        if (flink == null) {
            int port =
                    Ports.onUsable(wanted, each -> startHere(withPort(options, each), parallelism));
            watch = new JobWatch(withPort(options, port), run.id(), 0);
            return FlinkRun.LOOPBACK + ":" + port;
        }
        Configuration client = RemoteCluster.at(flink, options).settings();
        if (isLeft()) {
            err.println("the job still runs there; going on with it as it was started");
            run = FlinkRun.attach(left, options, state);
            watch = new JobWatch(client, run.id(), System.currentTimeMillis());
        } else {
            run = new ClusterRuns(job, state, options).submit(flink, options, parallelism);
            watch = new JobWatch(client, run.id(), 0);
        }
        return flink;
    }

    private void startHere(Configuration options, int parallelism) throws Exception {
        run = FlinkRun.start(job, options, parallelism, state, state.restorePoint());
    }

    private static Configuration withPort(Configuration options, int port) {
        Configuration local = new Configuration(options);
        local.set(RestOptions.ADDRESS, FlinkRun.LOOPBACK);
        local.set(RestOptions.BIND_PORT, Integer.toString(port));
        local.set(RestOptions.PORT, port);
        return local;
    }

    /**
     * Returns when every subtask runs.
     *
     * @param givenUp whether nobody waits for that any more
     * @throws CommandFailedException when the job has ended
     */
    void awaitRunning(BooleanSupplier givenUp) throws InterruptedException {
        while (!givenUp.getAsBoolean() && !watch.isAllRunning()) {
            requireHealth();
            run.await(GLANCE);
        }
    }

    /**
     * Says so when the job has restarted since the last look.
     *
     * @throws CommandFailedException when the job has ended
     */
    void requireHealth() throws InterruptedException {
        if (run.isDone()) {
            run.result();
            throw new CommandFailedException("the job has ended: somebody has cancelled it");
        }
        if (run.hasBeenSilent() && !silenceTold) {
            silenceTold = true;
            err.println(
                    "the Flink cluster does not answer; '"
                            + job.title()
                            + "' may go on there, so the broker and the rest go on too, and ask"
                            + " again");
        }
        watch.tellRestarts(job.title(), run::restartReason, err);
    }

    /** Lets the job finish what it has read and commit it. */
    void stop() throws Exception {
        if (run != null && !run.isDone()) {
            run.stop();
            state.forgetClusterJob();
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        state.close();
    }
}
