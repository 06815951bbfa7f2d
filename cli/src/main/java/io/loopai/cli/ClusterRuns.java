package io.loopai.cli;

import io.loopai.jobs.LoopaiOptions;
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

    /**
     * @param settings of Flink's client
     */
    ClusterRuns(FlinkJob job, RunState state, Configuration settings) {
        this.job = job;
        this.state = state;
        this.settings = settings;
    }

    /** Submits the job, which goes on from the newest checkpoint. */
    FlinkRun submit(String address, Configuration options, int parallelism) throws Exception {
        // Written down first: between submission and the next line this process may be killed.
        String id = new JobID().toHexString();
        String kafka = options.get(LoopaiOptions.KAFKA_SERVERS);
        state.remember(new RunState.ClusterJob(address, id, kafka));
        return FlinkRun.startOn(
                RemoteCluster.at(address, settings),
                job,
                id,
                options,
                parallelism,
                state,
                state.restorePoint());
    }

    /**
     * The job that an earlier command has left on a cluster.
     *
     * @param wanted address of the cluster to use; null for none
     * @throws CommandFailedException when it runs on another one, or that cannot be found out
     */
    Optional<JobClient> left(String wanted) {
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
