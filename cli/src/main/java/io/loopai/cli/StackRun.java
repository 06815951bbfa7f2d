package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import io.loopai.store.DataDir;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;

/** One of the stack's jobs, with the checkpoints that it goes on from. */
final class StackRun implements AutoCloseable {

    private final FlinkJob job;
    private final RunState state;
    private FlinkRun run;

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
     * Starts it, from where it last stopped.
     *
     * @param flink address of a cluster; null for one in this process
     * @param wanted port of that one's REST interface; another one is taken if that is in use
     * @return where Flink is
     */
    String start(String flink, int wanted, Configuration options, int parallelism, Terminal err)
            throws Exception {
        ClusterRuns cluster = new ClusterRuns(job, state, options, err);
        if (flink != null) {
            run = cluster.start(flink, options, parallelism);
            return flink;
        }
        cluster.requireNone();
        int port =
                Ports.onUsable(
                        wanted,
                        each ->
                                run =
                                        FlinkRun.start(
                                                job,
                                                withPort(options, each),
                                                parallelism,
                                                state,
                                                state.restorePoint()));
        return FlinkRun.LOOPBACK + ":" + port;
    }

    private static Configuration withPort(Configuration options, int port) {
        Configuration local = new Configuration(options);
        local.set(RestOptions.BIND_PORT, Integer.toString(port));
        local.set(RestOptions.PORT, port);
        return local;
    }

    void awaitRunning() throws InterruptedException {
        run.awaitRunning();
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

    /** Lets the job finish what it has read and commit it. */
    void stop() throws Exception {
        if (run != null && !run.isDone()) {
            run.stop();
            state.forgetClusterJob();
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
