package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OptionalFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final List<OneInputStreamOperatorTestHarness<?, ?>> started = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (OneInputStreamOperatorTestHarness<?, ?> tally : started) {
            tally.close();
        }
    }

    @Test
    void shouldAddUpWhatSubtasksTell() throws Exception {
        var tally = start(null);
        add(tally, Map.of("results", 3L, "version/echo/1", 2L, "version/other/7", 1L));
        add(tally, Map.of("results", 4L, "samples", 2L, "version/echo/1", 4L));
        add(tally, Map.of("dead_letters", 5L, "quarantined/echo/1", 1L, "failing/other/7", 1L));
        add(tally, Map.of("quarantined/echo/1", 1L));

        RunResult result = result(tally);
        assertThat(result)
                .isEqualTo(
                        new RunResult(
                                7,
                                5,
                                2,
                                Map.of("echo", Map.of(1, 6L), "other", Map.of(7, 1L)),
                                Map.of("echo", Map.of(1, 2L)),
                                Map.of("other", Map.of(7, 1L))));
        assertThat(result.recordsIn()).isEqualTo(12);
    }

    @Test
    void shouldTakeBackWhatCameAfterTheCheckpoint() throws Exception {
        var tally = start(null);
        add(tally, Map.of("results", 3L, "version/echo/1", 3L));
        tally.snapshot(1, 0);
        add(tally, Map.of("dead_letters", 1L));
        OperatorSubtaskState state = tally.snapshot(2, 0);
        add(tally, Map.of("results", 40L, "dead_letters", 50L));

        var restored = start(state);
        assertThat(result(restored)).isEqualTo(counted(3, 1, 0, Map.of("echo", Map.of(1, 3L))));
        add(restored, Map.of("results", 2L, "version/echo/1", 1L, "version/echo/2", 1L));
        assertThat(result(restored))
                .isEqualTo(counted(5, 1, 0, Map.of("echo", Map.of(1, 4L, 2, 1L))));
    }

    @Test
    void shouldBeZeroWhereNothingCame() throws Exception {
        var tally = start(null);
        assertThat(result(tally)).isEqualTo(counted(0, 0, 0, Map.of()));
    }

    private OneInputStreamOperatorTestHarness<Map<String, Long>, Void> start(
            OperatorSubtaskState state) throws Exception {
        var tally = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new Tally()));
        started.add(tally);
        tally.setup();
        if (state != null) {
            tally.initializeState(state);
        }
        tally.open();
        return tally;
    }

    private static void add(
            OneInputStreamOperatorTestHarness<Map<String, Long>, Void> tally,
            Map<String, Long> counts)
            throws Exception {
        tally.processElement(counts, 0);
    }

    private static RunResult result(
            OneInputStreamOperatorTestHarness<Map<String, Long>, Void> tally) {
        Map<String, OptionalFailure<Object>> values = new HashMap<>();
        tally.getEnvironment()
                .getAccumulatorRegistry()
                .getUserMap()
                .forEach((name, sum) -> values.put(name, OptionalFailure.of(sum.getLocalValue())));
        return RunResult.of(new JobExecutionResult(null, 0, values));
    }

    private static RunResult counted(
            long results,
            long deadLetters,
            long samples,
            Map<String, Map<Integer, Long>> perVersion) {
        return new RunResult(results, deadLetters, samples, perVersion, Map.of(), Map.of());
    }
}
