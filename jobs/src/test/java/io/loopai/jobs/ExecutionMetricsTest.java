package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.engine.Outcome.Executed;
import io.loopai.task.DeadLetter;
import io.loopai.task.ProgramStatus;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class ExecutionMetricsTest {

    private final MetricListener listener = new MetricListener();
    private final ExecutionMetrics metrics = new ExecutionMetrics(listener.getMetricGroup());

    @Test
    void shouldCountForEachTaskAndVersionWhatItsProgramDid() {
        run("echo", 1, ProgramStatus.SUCCESS, 3);
        run("echo", 1, ProgramStatus.ERROR, 2);
        run("echo", 1, ProgramStatus.TIMEOUT, 4);
        run("echo", 1, ProgramStatus.ABSTAINED, 1);
        run("echo", 2, ProgramStatus.ERROR, 1);
        run("other", 1, ProgramStatus.SUCCESS, 7);

        assertThat(counts("echo", 1)).containsExactly(10L, 2L, 4L, 1L);
        assertThat(counts("echo", 2)).containsExactly(1L, 1L, 0L, 0L);
        assertThat(counts("other", 1)).containsExactly(7L, 0L, 0L, 0L);
    }

    @Test
    void shouldCountQuarantinesForEachTaskAndVersion() {
        metrics.quarantined("echo", 2);

        assertThat(counter("loopai", "task", "echo", "version", "2", "quarantines")).isEqualTo(1);
        assertThat(counts("echo", 2)).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void shouldMeasureTheProgramInMicroseconds() {
        metrics.executed(executed("echo", 1, ProgramStatus.SUCCESS, 1_999));
        metrics.executed(executed("echo", 1, ProgramStatus.TIMEOUT, 50_000_000));

        Histogram latency = histogram("loopai", "task", "echo", "version", "1", "latency_us");
        assertThat(latency.getCount()).isEqualTo(2);
        assertThat(latency.getStatistics().getMin()).isEqualTo(1);
        assertThat(latency.getStatistics().getMax()).isEqualTo(50_000);
    }

    @Test
    void shouldMeasureOverTheLastThousandRuns() {
        metrics.executed(executed("echo", 1, ProgramStatus.SUCCESS, 9_000_000));
        run("echo", 1, ProgramStatus.SUCCESS, 1_000);

        Histogram latency = histogram("loopai", "task", "echo", "version", "1", "latency_us");
        assertThat(latency.getStatistics().size()).isEqualTo(1_000);
        assertThat(latency.getStatistics().getMax()).isZero();
    }

    @Test
    void shouldCountDeadLettersByReason() {
        metrics.rejected(DeadLetter.Reason.BLANK);
        metrics.rejected(DeadLetter.Reason.UNKNOWN_TASK);
        metrics.rejected(DeadLetter.Reason.UNKNOWN_TASK);

        assertThat(counter("loopai", "reason", "blank", "dead_letters")).isEqualTo(1);
        assertThat(counter("loopai", "reason", "unknown_task", "dead_letters")).isEqualTo(2);
    }

    @Test
    void shouldCountSwapsAndHowLongTheyTook() {
        assertThat(counter("loopai", "swaps")).isZero();
        assertThat(counter("loopai", "refused_deployments")).isZero();

        metrics.swapped(7_999_999);
        metrics.swapped(30_000_000);
        metrics.refused();

        assertThat(counter("loopai", "swaps")).isEqualTo(2);
        assertThat(counter("loopai", "refused_deployments")).isEqualTo(1);
        assertThat(histogram("loopai", "compile_ms").getStatistics().getValues())
                .containsExactlyInAnyOrder(7, 30);
    }

    private void run(String task, int version, ProgramStatus status, int times) {
        for (int i = 0; i < times; i++) {
            metrics.executed(executed(task, version, status, 0));
        }
    }

    private static Executed executed(String task, int version, ProgramStatus status, long nanos) {
        return new Executed(
                task, version, status, nanos, false, false, 0, new byte[0], new byte[0]);
    }

    private List<Long> counts(String task, int version) {
        return List.of("executions", "errors", "timeouts", "abstained").stream()
                .map(
                        name ->
                                counter(
                                        "loopai",
                                        "task",
                                        task,
                                        "version",
                                        Integer.toString(version),
                                        name))
                .toList();
    }

    private long counter(String... name) {
        return listener.getCounter(name).map(Counter::getCount).orElseThrow();
    }

    private Histogram histogram(String... name) {
        return listener.getHistogram(name).orElseThrow();
    }
}
