package io.loopai.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.kafka.KafkaSettings;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/** One job on Kafka, from its submission until it has answered all requests and stopped. */
final class KafkaRun {

    private static final long GLANCE_NANOS = 50_000_000;
    private static final long QUIET_NANOS = 300_000_000;
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String servers;
    private final ProcessHandle broker;
    private final Cluster cluster;
    private final Path folder;
    private final int records;

    /**
     * @param folder everything on disk goes here, and is deleted after each run
     * @param records in the topics of requests
     */
    KafkaRun(String servers, ProcessHandle broker, Cluster cluster, Path folder, int records) {
        this.servers = servers;
        this.broker = broker;
        this.cluster = cluster;
        this.folder = folder;
        this.records = records;
    }

    /**
     * What a run took.
     *
     * @param startSeconds processor time of this JVM from the submission to the first result
     * @param cpuMicros processor time of this JVM per record, from there to the end of the job, its
     *     compilers and collectors included
     * @param brokerMicros the broker's processor time per record meanwhile
     * @param wallMicros per record, from the first result to the last
     */
    record Cost(double startSeconds, double cpuMicros, double brokerMicros, double wallMicros) {}

    /**
     * Runs the job.
     *
     * @param group no other run's: with it, all requests are new
     */
    Cost run(KafkaPipeline pipeline, String group) throws Exception {
        KafkaSettings settings = new KafkaSettings(servers, Map.of(), pipeline.topics());
        String results = pipeline.topics().results();
        try (TopicEnds ends = new TopicEnds(settings)) {
            long before = ends.written(results);
            System.gc(); // each pays for its own garbage
            long submitted = PROCESS.getProcessCpuTime();
            JobID job = submit(pipeline, group);
            long come = await(ends, results, before, 1);
            long cpu = PROCESS.getProcessCpuTime();
            long brokerCpu = brokerCpu();
            long begun = System.nanoTime();
            await(ends, results, before, records);
            long ended = System.nanoTime();
            awaitQuiet(ends, results);
            stop(job);
            long left = records - come;
            Cost cost =
                    new Cost(
                            (cpu - submitted) / 1e9,
                            (PROCESS.getProcessCpuTime() - cpu) / 1e3 / left,
                            (brokerCpu() - brokerCpu) / 1e3 / left,
                            (ended - begun) / 1e3 / left);
            check(pipeline);
            return cost;
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private JobID submit(KafkaPipeline pipeline, String group) throws Exception {
        Configuration options = new Configuration();
        options.set(LoopaiOptions.DATA_DIR, folder.resolve("data").toString());
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.TASK, Workload.TASK.id());
        options.set(LoopaiOptions.KAFKA_SERVERS, servers);
        options.set(LoopaiOptions.KAFKA_GROUP, group);
        options.set(LoopaiOptions.KAFKA_TOPIC_PREFIX, pipeline.topics().prefix());
        Configuration flink = new Configuration(options);
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(flink);
        env.setParallelism(cluster.parallelism());
        pipeline.draw(env, options);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        cluster.flink().submitJob(graph).get();
        return graph.getJobID();
    }

    private static long await(TopicEnds ends, String topic, long before, long wanted)
            throws Exception {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (true) {
            long come = ends.written(topic) - before;
            if (come >= wanted) {
                return come;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        topic + " has got " + come + " of " + wanted + " results");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /** The marks of transactions count as messages, so the last records may still be missing. */
    private static void awaitQuiet(TopicEnds ends, String topic) throws Exception {
        for (long last = -1, now = ends.written(topic); now != last; now = ends.written(topic)) {
            last = now;
            LockSupport.parkNanos(QUIET_NANOS);
        }
    }

    private void stop(JobID job) throws Exception {
        MiniCluster flink = cluster.flink();
        String savepoints = folder.resolve("savepoints").toUri().toString();
        flink.stopWithSavepoint(job, savepoints, false, SavepointFormatType.NATIVE).get();
        flink.requestJobResult(job).get();
    }

    private long brokerCpu() {
        return broker.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private void check(KafkaPipeline pipeline) {
        long lines =
                JsonLines.count(
                        DataDir.open(folder.resolve("data")).executions(Workload.TASK.id()));
        long wanted = pipeline == KafkaPipeline.PASS_THROUGH ? 0 : records;
        if (lines != wanted) {
            throw new IllegalStateException(
                    pipeline + " wrote " + lines + " executions for " + records + " requests");
        }
    }
}
