package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InProcessMetricsTest {

    private static volatile CountDownLatch gate;

    @BeforeAll
    static void waitForWholeJobs() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a slow machine takes its time
    }

    @BeforeEach
    void openTheGate() {
        InProcessMetrics.reset();
        gate = new CountDownLatch(0);
    }

    @AfterEach
    void letEverythingThrough() {
        gate.countDown();
    }

    @Test
    void shouldSumOverSubtasksAndKeepTheSumsOfAnEndedJob() throws Exception {
        environment(2).execute();

        assertThat(InProcessMetrics.sum("records_in")).isEqualTo(100);
        assertThat(InProcessMetrics.sumBy("executions", "<version>"))
                .isEqualTo(Map.of("1", 75L, "2", 25L));

        environment(2).execute();
        assertThat(InProcessMetrics.sum("records_in")).isEqualTo(200);

        InProcessMetrics.reset();
        assertThat(InProcessMetrics.sum("records_in")).isZero();
    }

    @Test
    void shouldCountWhileTheJobRuns() throws Exception {
        gate = new CountDownLatch(1);
        JobClient job = environment(1).executeAsync();

        await().until(() -> InProcessMetrics.sum("records_in") == 51);
        gate.countDown();
        job.getJobExecutionResult().get();

        assertThat(InProcessMetrics.sum("records_in")).isEqualTo(100);
    }

    @Test
    void shouldKnowNothingOfCountersThatDoNotExist() {
        assertThat(InProcessMetrics.sum("no_such_counter")).isZero();
        assertThat(InProcessMetrics.sumBy("no_such_counter", "<version>")).isEmpty();
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        Configuration configuration = new Configuration();
        InProcessMetrics.enable(configuration);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        environment
                .fromSequence(0, 99)
                .map(new CountingMap())
                .sinkTo(new DiscardingSink<>())
                .name("discard");
        return environment;
    }

    private static final class CountingMap extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient Counter records;
        private transient Counter first;
        private transient Counter second;

        @Override
        public void open(OpenContext context) {
            var group = getRuntimeContext().getMetricGroup();
            records = group.counter("records_in");
            first = group.addGroup("version", "1").counter("executions");
            second = group.addGroup("version", "2").counter("executions");
        }

        @Override
        public Long map(Long value) throws InterruptedException {
            records.inc();
            (value % 4 == 0 ? second : first).inc();
            if (value == 50) {
                gate.await();
            }
            return value;
        }
    }
}
