package io.loopai.cli;

import io.loopai.jobs.ExecutionJob;
import io.loopai.validation.OracleValidationJob;
import java.util.function.BiConsumer;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that this command can start, and the jar that each needs on a cluster. */
enum FlinkJob {
    /** Answers requests. */
    EXECUTION(ExecutionJob.NAME, "loopai-jobs-flink.jar", ExecutionJob::draw),
    /** Asks the oracle. */
    ORACLE(OracleValidationJob.NAME, "loopai-oracle-flink.jar", OracleValidationJob::draw);

    private final String title;
    private final String jar;
    private final BiConsumer<StreamExecutionEnvironment, ReadableConfig> graph;

    FlinkJob(
            String title,
            String jar,
            BiConsumer<StreamExecutionEnvironment, ReadableConfig> graph) {
        this.title = title;
        this.jar = jar;
        this.graph = graph;
    }

    /** The name that Flink shows. */
    String title() {
        return title;
    }

    String jar() {
        return jar;
    }

    void draw(StreamExecutionEnvironment env, ReadableConfig options) {
        graph.accept(env, options);
    }
}
