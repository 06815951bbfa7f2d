package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.engine.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RequestFilesTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    /** Whether the next record is to fail; the job runs in this JVM. */
    private static final AtomicBoolean toFail = new AtomicBoolean();

    @TempDir Path folder;

    @BeforeAll
    static void waitForWholeJobs() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a slow machine takes its time
    }

    @Test
    void shouldReadOneFileWithAllSubtasks() throws Exception {
        Path file = folder.resolve("a.log");
        Files.write(file, lines(0, 5_000));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(3);
        var source = RequestFiles.of(List.of(file.toString())).splitBytes(500).build();

        List<String> read = texts(env, source).executeAndCollect(10_000);

        assertThat(read).containsExactlyInAnyOrderElementsOf(lines(0, 5_000));
    }

    @Test
    void shouldReadEveryLineOfEveryFollowedFileOnceOverAStopAndARestore() throws Exception {
        Path output = folder.resolve("output");
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.write(input.resolve("0.log"), lines(0, 1_000));
        Files.write(input.resolve("1.log.gz"), gzipLines(1_000, 2_000));

        JobClient first = follow(input, output, null);
        await().untilAsserted(() -> assertThat(textsIn(output)).hasSize(2_000));
        Files.write(input.resolve(".2.log"), lines(2_000, 3_000));
        Files.write(input.resolve("2.log.part"), lines(2_000, 3_000));
        Files.write(input.resolve("3.log"), lines(3_000, 4_000));
        await().untilAsserted(() -> assertThat(textsIn(output)).hasSize(3_000));
        String savepoint =
                first.stopWithSavepoint(
                                false,
                                folder.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);

        JobClient second = follow(input, output, savepoint);
        Files.move(input.resolve("2.log.part"), input.resolve("2.log"));
        await().untilAsserted(() -> assertThat(textsIn(output)).hasSize(4_000));
        second.stopWithSavepoint(
                        true,
                        folder.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);

        assertThat(textsIn(output)).containsExactlyInAnyOrderElementsOf(lines(0, 4_000));
    }

    @Test
    void shouldReadEveryLineOnceOverAFailureInTheMiddleOfTheFiles() throws Exception {
        Path output = folder.resolve("output");
        Path plain = Files.write(folder.resolve("a.log"), lines(0, 10_000));
        Path packed = Files.write(folder.resolve("b.log.gz"), gzipLines(10_000, 20_000));
        Configuration config = new Configuration();
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        env.enableCheckpointing(50);
        var source =
                RequestFiles.of(List.of(plain.toString(), packed.toString()))
                        .splitBytes(60_000)
                        .build();
        toFail.set(false);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "requests")
                .map(RequestFilesTest::slowlyOrNotAtAll)
                .returns(RawRecordType.INSTANCE)
                .map(record -> new OutputLine("", record.value()))
                .sinkTo(JsonlSinks.to(output))
                .uid("output");
        JobClient job = env.executeAsync();

        await().untilAsserted(() -> assertThat(textsIn(output)).isNotEmpty());
        assertThat(textsIn(output)).hasSizeLessThan(20_000);
        toFail.set(true);
        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(toFail).isFalse();
        assertThat(textsIn(output)).containsExactlyInAnyOrderElementsOf(lines(0, 20_000));
    }

    /** Slow enough for a checkpoint to find a reader between two records of a range. */
    private static RawRecord slowlyOrNotAtAll(RawRecord record) {
        LockSupport.parkNanos(20_000);
        if (toFail.compareAndSet(true, false)) {
            throw new IllegalStateException("told to fail");
        }
        return record;
    }

    private static JobClient follow(Path input, Path output, String savepoint) throws Exception {
        Configuration config = new Configuration();
        if (savepoint != null) {
            config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        env.enableCheckpointing(100);
        var source =
                RequestFiles.of(List.of(input.toString()))
                        .splitBytes(500)
                        .follow(Duration.ofMillis(50))
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "requests")
                .uid("requests")
                .map(record -> new OutputLine("", record.value()))
                .sinkTo(JsonlSinks.to(output))
                .uid("output");
        return env.executeAsync();
    }

    private static DataStream<String> texts(
            StreamExecutionEnvironment env,
            org.apache.flink.connector.file.src.FileSource<RawRecord> source) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "requests")
                .map(record -> new String(record.value(), StandardCharsets.UTF_8));
    }

    private static List<String> textsIn(Path folder) throws IOException {
        return VisibleLines.in(folder);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"id\":" + i + "}").toList();
    }

    private static byte[] gzipLines(int from, int to) throws IOException {
        String text = String.join("\n", lines(from, to));
        return LinesPropertyTest.gzip(text.getBytes(StandardCharsets.UTF_8), 3_000);
    }
}
