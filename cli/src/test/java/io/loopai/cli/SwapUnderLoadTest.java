package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.ProgramStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapUnderLoadTest {

    private static final int SWAPS = 100;
    private static final int SUBTASKS = 2;

    @TempDir private Path folder;

    @Test
    void shouldSwapAHundredTimesWithoutLosingARecordOrUsingAnOldProgram() throws Exception {
        RunHarness harness = new RunHarness(folder);
        harness.deployNext();
        try (RunState state = harness.state()) {
            FlinkRun run =
                    FlinkRun.start(
                            FlinkJob.EXECUTION,
                            harness.options(true),
                            SUBTASKS,
                            state,
                            Optional.empty());
            awaitSwap(harness, 1);
            for (int swap = 1; swap <= SWAPS; swap++) {
                awaitSwap(harness, harness.deployNext());
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> InProcessMetrics.sum("executions") == harness.records());
            run.stop();
            assertThat(run.result().results()).isEqualTo(harness.records());
        }

        harness.shouldHaveAnsweredEveryRequestOnce();
        List<Execution> executions = harness.executions();
        assertThat(executions)
                .allSatisfy(
                        execution -> {
                            assertThat(execution.programStatus()).isEqualTo(ProgramStatus.SUCCESS);
                            assertThat(execution.output().asText())
                                    .isEqualTo("v" + execution.version());
                        });
        Map<Long, Instant> appliedByAll = appliedByAll(harness.events());
        assertThat(appliedByAll).hasSize(SWAPS + 1);
        for (Execution execution : executions) {
            // Revision r makes version r active: nothing may answer with an older one once every
            // subtask has said that it applied r.
            long newest =
                    appliedByAll.entrySet().stream()
                            .filter(each -> each.getValue().isBefore(execution.executedAt()))
                            .mapToLong(Map.Entry::getKey)
                            .max()
                            .orElse(0);
            assertThat((long) execution.version()).isGreaterThanOrEqualTo(newest);
        }
        assertThat(executions.stream().map(Execution::version).distinct()).hasSize(SWAPS + 1);
    }

    /**
     * Writes requests until every subtask has swapped and the new version has answered: records flow
     * before, during and after each swap, however fast the machine.
     */
    private static void awaitSwap(RunHarness harness, int version) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            harness.writeRequests(20);
                            return InProcessMetrics.sum("swaps") >= (long) version * SUBTASKS
                                    && executions(version) > 0;
                        });
    }

    private static long executions(int version) {
        return InProcessMetrics.sumBy("executions", "<version>")
                .getOrDefault(String.valueOf(version), 0L);
    }

    /** When the last subtask applied each revision; only revisions that all of them applied. */
    private static Map<Long, Instant> appliedByAll(List<Event> events) {
        Map<Long, List<Event>> applied =
                events.stream()
                        .filter(event -> event.kind() == Event.Kind.DEPLOYMENT_APPLIED)
                        .collect(
                                Collectors.groupingBy(
                                        Event::revision, TreeMap::new, Collectors.toList()));
        Map<Long, Instant> byAll = new TreeMap<>();
        applied.forEach(
                (revision, each) -> {
                    assertThat(each.stream().map(Event::subtask).distinct()).hasSize(SUBTASKS);
                    byAll.put(
                            revision,
                            each.stream().map(Event::at).max(Instant::compareTo).orElseThrow());
                });
        return byAll;
    }
}
