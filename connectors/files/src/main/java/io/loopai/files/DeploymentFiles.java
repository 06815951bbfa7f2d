package io.loopai.files;

import io.loopai.task.ControlMessage;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The deployments of an artifact repository as a control stream, for a machine without Kafka.
 *
 * <pre>{@code
 * DataStream<ControlMessage> control = DeploymentFiles.follow(env, Path.of("data"), Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>Elements are deployments as they were published, signatures included, in the order of the task
 * ids. The folder is read by one
 * subtask of the running job, not while the job is built, and must be there on the machine that
 * runs it. After a restore all deployments come again: receivers ignore revisions they have.
 *
 * <p>A damaged {@code deployment.json} is logged once as a warning that names it, and passed over
 * until it can be read.
 */
public final class DeploymentFiles {

    private static final double MILLIS_PER_SECOND = 1_000;

    private DeploymentFiles() {}

    /** Every deployment that is there when the job starts; then the stream ends. */
    public static DataStream<ControlMessage> snapshot(
            StreamExecutionEnvironment env, Path dataDir) {
        return deployments(
                env.fromData(TypeInformation.of(Long.class), 0L).uid("deployments-tick"), dataDir);
    }

    /**
     * Every deployment that is there, and from then on each one that is published. Never ends.
     *
     * @param interval how often to look, at least a millisecond
     */
    public static DataStream<ControlMessage> follow(
            StreamExecutionEnvironment env, Path dataDir, Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "deployments need an interval of at least 1 ms, not " + interval);
        }
        GeneratorFunction<Long, Long> count = number -> number;
        var ticks =
                new DataGeneratorSource<>(
                        count,
                        Long.MAX_VALUE,
                        RateLimiterStrategy.perSecond(MILLIS_PER_SECOND / interval.toMillis()),
                        Types.LONG);
        return deployments(
                env.fromSource(ticks, WatermarkStrategy.noWatermarks(), "look for deployments")
                        .setParallelism(1)
                        .uid("deployments-tick"),
                dataDir);
    }

    private static DataStream<ControlMessage> deployments(DataStream<Long> ticks, Path dataDir) {
        return ticks.flatMap(new NewDeployments(dataDir.toAbsolutePath().toString()))
                .returns(Types.POJO(ControlMessage.class))
                .setParallelism(1)
                .name("deployments")
                .uid("deployments");
    }
}
