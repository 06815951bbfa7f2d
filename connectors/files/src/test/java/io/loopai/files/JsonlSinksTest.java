package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every line once, however the job ends and goes on. */
class JsonlSinksTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    private static final int LINES = 6_000;

    /** Read by the job, which runs in this JVM. */
    private static volatile boolean failing;

    @TempDir Path folder;
    private Path data;

    @BeforeAll
    static void waitForWholeJobs() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a slow machine takes its time
    }

    @BeforeEach
    void letJobsRun() {
        failing = false;
        data = folder.resolve("data");
    }

    @Test
    void shouldShowAllLinesWhenTheInputEnds() throws Exception {
        start(2, 1_000_000, null).getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThatEveryLineIsThereOnce();
    }

    @Test
    void shouldShowAllLinesWhenStoppedWithDrain() throws Exception {
        JobClient job = start(2, 1_000, null);
        await().untilAsserted(() -> assertThat(lines("a")).isNotEmpty());
        stop(job, true);

        assertThat(hiddenFiles()).isEmpty();
        List<String> lines = lines("a");
        assertThat(lines).hasSizeLessThan(LINES);
        assertThat(lines("b")).hasSameSizeAs(lines);
        assertThat(lines).doesNotHaveDuplicates();
    }

    @Test
    void shouldShowAllLinesWhenStoppedWithoutDrainAndGoOn() throws Exception {
        JobClient job = start(2, 1_000, null);
        await().untilAsserted(() -> assertThat(lines("a")).isNotEmpty());
        String savepoint = stop(job, false);
        assertThat(hiddenFiles()).isEmpty();

        start(2, 1_000_000, savepoint).getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThatEveryLineIsThereOnce();
    }

    @Test
    void shouldLoseAndRepeatNothingOverFailuresAndOtherParallelism() throws Exception {
        String checkpoint = null;
        for (int parallelism : new int[] {2, 3}) {
            JobClient job = start(parallelism, 1_500, checkpoint);
            int before = lines("a").size();
            await().untilAsserted(() -> assertThat(lines("a")).hasSizeGreaterThan(before));
            failing = true;
            assertThatThrownBy(() -> job.getJobExecutionResult().get(60, TimeUnit.SECONDS))
                    .hasStackTraceContaining("told to fail");
            failing = false;
            checkpoint = newestCheckpoint();
        }
        start(1, 1_000_000, checkpoint).getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThatEveryLineIsThereOnce();
    }

    @Test
    void shouldFailOnAFullDiskAndGoOnWhenThereIsSpace() throws Exception {
        data = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", data.toString()) == 0,
                "this user may not mount a small disk to fill");
        try {
            Path ballast = Files.write(data.resolve("ballast"), new byte[3 << 20]);
            JobClient job = start(2, 2_000, null);
            assertThatThrownBy(() -> job.getJobExecutionResult().get(60, TimeUnit.SECONDS))
                    .hasStackTraceContaining(
                            "java.io.IOException: cannot write to a file in '" + data)
                    .hasStackTraceContaining(
                            "': No space left on device. Make space, then start again from the last"
                                    + " checkpoint: no line is lost or repeated");
            assertThat(lines("a")).isNotEmpty().hasSizeLessThan(LINES);
            Files.delete(ballast);

            start(1, 1_000_000, newestCheckpoint())
                    .getJobExecutionResult()
                    .get(60, TimeUnit.SECONDS);

            assertThatEveryLineIsThereOnce();
        } finally {
            run("umount", data.toString());
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            return -1; // no such program
        }
    }

    private JobClient start(int parallelism, int linesPerSecond, String from) throws Exception {
        Configuration config = new Configuration();
        if (from != null) {
            config.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        config.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(parallelism);
        env.enableCheckpointing(100);
        GeneratorFunction<Long, Long> same = n -> n;
        var numbers =
                new DataGeneratorSource<>(
                        same, LINES, RateLimiterStrategy.perSecond(linesPerSecond), Types.LONG);
        DataStream<Long> input =
                env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                        .uid("numbers")
                        .map(JsonlSinksTest::failWhenTold)
                        .uid("failing");
        for (String sink : List.of("a", "b")) {
            input.map(n -> new OutputLine("part=" + n % 3, line(n)))
                    .uid("to-line-" + sink)
                    .sinkTo(JsonlSinks.to(data.resolve(sink)))
                    .uid("sink-" + sink);
        }
        return env.executeAsync();
    }

    private static Long failWhenTold(Long number) {
        if (failing) {
            throw new IllegalStateException("told to fail");
        }
        return number;
    }

    private static byte[] line(long number) {
        return text(number).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(long number) {
        return "{\"id\":" + number + ",\"text\":\"" + "x".repeat(120) + "\"}";
    }

    private String stop(JobClient job, boolean drain) throws Exception {
        return job.stopWithSavepoint(
                        drain,
                        folder.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
    }

    private String newestCheckpoint() throws IOException {
        try (var all = Files.walk(folder.resolve("checkpoints"))) {
            return all.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow()
                    .getParent()
                    .toUri()
                    .toString();
        }
    }

    private List<Path> hiddenFiles() throws IOException {
        try (var all = Files.walk(data)) {
            return all.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        }
    }

    private List<String> lines(String sink) throws IOException {
        return VisibleLines.in(data.resolve(sink));
    }

    private void assertThatEveryLineIsThereOnce() throws IOException {
        List<String> all = IntStream.range(0, LINES).mapToObj(JsonlSinksTest::text).toList();
        for (String sink : List.of("a", "b")) {
            assertThat(lines(sink)).containsExactlyInAnyOrderElementsOf(all);
            for (int part = 0; part < 3; part++) {
                for (String line : lines(sink + "/part=" + part)) {
                    int id = Integer.parseInt(line.replaceAll("[^0-9]", ""));
                    assertThat(id % 3).isEqualTo(part);
                }
            }
        }
    }
}
