package io.loopai.benchmarks;

import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster inside this JVM that runs one job after another. To start one takes as much
 * processor time as some hundred thousand records do: it would hide the difference between jobs.
 */
record Cluster(MiniCluster flink, int parallelism) implements AutoCloseable {

    static Cluster start(int parallelism) throws Exception {
        MiniCluster flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .withRandomPorts() // somebody else's cluster has Flink's own
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(parallelism)
                                .build());
        flink.start();
        return new Cluster(flink, parallelism);
    }

    /** Runs the job to its end. */
    void run(StreamExecutionEnvironment env) throws Exception {
        flink.executeJobBlocking(env.getStreamGraph().getJobGraph());
    }

    @Override
    public void close() {
        flink.closeAsync().join();
    }
}
