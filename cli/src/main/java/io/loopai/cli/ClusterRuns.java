package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;

/**
 * Runs a job on a Flink cluster, once: a job outlives a command that is killed, and a second one
 * beside it would fight with it for its transactions.
 */
final class ClusterRuns {

    private final FlinkJob job;
    private final RunState state;
    private final Configuration settings;
    private final Terminal err;

    ClusterRuns(FlinkJob job, RunState state, Configuration settings, Terminal err) {
        this.job = job;
        this.state = state;
        this.settings = settings;
        this.err = err;
    }

    /**
     * Goes on with the job that an earlier command has left there, or submits one, which goes on from
     * the newest checkpoint.
     */
    FlinkRun start(String address, Configuration options, int parallelism) throws Exception {
        Optional<JobClient> left = left(address);
        if (left.isPresent()) {
            err.println("the job still runs there; going on with it as it was started");
            return FlinkRun.attach(left.get(), options, state);
        }
        RemoteCluster cluster = RemoteCluster.at(address, settings);
        cluster.problem(parallelism).ifPresent(err::println);
        // Written down first: between submission and the next line this process may be killed.
        String id = new JobID().toHexString();
        state.remember(new RunState.ClusterJob(address, id));
        return FlinkRun.startOn(
                cluster, job, id, options, parallelism, state, state.restorePoint());
    }

    /**
     * @throws CommandFailedException when an earlier command has left the job on a cluster
     */
    void requireNone() {
        left(null);
    }

    private Optional<JobClient> left(String wanted) {
        Optional<RunState.ClusterJob> known = state.clusterJob();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String address = known.get().cluster();
        Optional<JobClient> running;
        try {
            running = RemoteCluster.at(address, settings).running(known.get().job());
        } catch (CommandFailedException e) {
            throw new CommandFailedException(
                    "the job may still run on a Flink cluster: %s If it is gone for good, delete %s"
                            .formatted(e.getMessage(), state.clusterJobFile()),
                    e);
        }
        if (running.isPresent() && !address.equals(wanted)) {
            throw new CommandFailedException(
                    "the job runs on the Flink cluster at %s; 'loopai up --flink %s' goes on with it, and Ctrl-C stops it then"
                            .formatted(address, address));
        }
        return running;
    }
}
