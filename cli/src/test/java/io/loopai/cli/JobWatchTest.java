package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Flink's REST interface says of a job, and what becomes of it. */
class JobWatchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JobID job = new JobID();
    private final StringWriter said = new StringWriter();
    private final Terminal err = new Terminal(new PrintWriter(said), false, Map.of());
    private FlinkRest rest;
    private JobWatch watch;

    @BeforeEach
    void start() throws Exception {
        rest = new FlinkRest();
        Configuration flink = RemoteCluster.at(rest.address(), new Configuration()).settings();
        watch = new JobWatch(flink, job, 1_000);
    }

    @AfterEach
    void stop() {
        watch.close();
        rest.close();
    }

    @Test
    void shouldRunOnlyWhenEverySubtaskDoes() throws Exception {
        assertThat(watch.isAllRunning()).as("Flink does not know the job").isFalse();
        tasks("RUNNING", 0, 0);
        assertThat(watch.isAllRunning()).as("no task yet").isFalse();
        tasks("RUNNING", 3, 1);
        assertThat(watch.isAllRunning()).as("one waits for a slot").isFalse();
        tasks("RESTARTING", 4, 0);
        assertThat(watch.isAllRunning()).isFalse();
        tasks("RUNNING", 4, 0);
        assertThat(watch.isAllRunning()).isTrue();
    }

    @Test
    void shouldTellEachCauseOfRestartsOnce() {
        failures(failure(900, "old news"));
        failures(failure(900, "old news"), failure(2_000, "no file part-1"));
        awaitSaid(1);
        failures(
                failure(2_000, "no file part-1"),
                failure(3_000, "no file part-2"),
                failure(4_000, "broker away"));
        awaitSaid(2);

        assertThat(said.toString())
                .isEqualTo(
                        """
                        'loopai execution' starts again from its last checkpoint: no file part-1
                        'loopai execution' starts again from its last checkpoint: broker away
                        """);
    }

    private void awaitSaid(int lines) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            watch.tellRestarts("loopai execution", UnaryOperator.identity(), err);
                            return said.toString().lines().count() == lines;
                        });
    }

    private void tasks(String status, int running, int scheduled) {
        rest.job(job.toHexString(), status, running, scheduled);
    }

    private void failures(String... entries) {
        rest.answer(
                "/jobs/" + job + "/exceptions",
                "{\"exceptionHistory\": {\"entries\": [%s], \"truncated\": false}}"
                        .formatted(Stream.of(entries).collect(Collectors.joining(","))));
    }

    private static String failure(long timestamp, String text) {
        return """
                {"exceptionName": "java.io.IOException", "stacktrace": "%s", "timestamp": %d,
                 "failureLabels": {}, "taskName": null, "endpoint": null, "taskManagerId": null,
                 "concurrentExceptions": []}
                """
                .formatted(text, timestamp);
    }
}
