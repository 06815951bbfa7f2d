package io.loopai.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/** One job from start to end, with the settings of {@code loopai run}. */
final class PipelineRun {

    /** That of {@code loopai run} without {@code --follow}. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path input;
    private final Path folder;
    private final Cluster cluster;

    /**
     * @param input file of requests
     * @param folder everything that is written goes here, and is deleted after the run
     */
    PipelineRun(Path input, Path folder, Cluster cluster) {
        this.input = input;
        this.folder = folder;
        this.cluster = cluster;
    }

    /**
     * What a run took, start and end of the job included, start of the cluster not.
     *
     * @param cpuNanos of all threads of this JVM, its compilers and collectors included
     */
    record Cost(long cpuNanos, long wallNanos) {}

    /** Runs the job with the keyword program and leaves its lines in {@link #data()}. */
    Cost run(Pipeline pipeline) throws Exception {
        return run(pipeline, Workload.programSource());
    }

    /**
     * The same with another program.
     *
     * @param source of the program, where the pipeline runs one that is deployed
     */
    Cost run(Pipeline pipeline, String source) throws Exception {
        Workload.deploy(data(), source);
        Configuration options = options();
        Configuration flink = new Configuration(options);
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        System.gc(); // each pays for its own garbage
        long cpu = PROCESS.getProcessCpuTime();
        long wall = System.nanoTime();
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(flink);
        env.setParallelism(cluster.parallelism());
        pipeline.draw(env, options);
        cluster.run(env);
        return new Cost(PROCESS.getProcessCpuTime() - cpu, System.nanoTime() - wall);
    }

    Path data() {
        return folder.resolve("data");
    }

    /** How many requests were answered, or copied. */
    long lines() {
        return JsonLines.count(DataDir.open(data()).results(Workload.TASK.id()));
    }

    /** How many of them are errors or timeouts. */
    long failedLines() {
        return JsonLines.lines(DataDir.open(data()).results(Workload.TASK.id()))
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .filter(line -> line.contains("\"error\":"))
                .count();
    }

    /** Flink's own way bears that Flink deletes checkpoints at the same time. */
    void clear() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }

    private Configuration options() {
        Configuration options = new Configuration();
        options.set(LoopaiOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
        options.set(LoopaiOptions.DATA_DIR, data().toString());
        options.set(LoopaiOptions.ALLOW_UNSIGNED, true);
        options.set(LoopaiOptions.TASK, Workload.TASK.id());
        options.set(LoopaiOptions.INPUT, List.of(input.toString()));
        return options;
    }
}
