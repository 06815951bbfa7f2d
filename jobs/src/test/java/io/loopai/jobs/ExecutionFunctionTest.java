package io.loopai.jobs;

import static io.loopai.jobs.Deployments.broken;
import static io.loopai.jobs.Deployments.retired;
import static io.loopai.jobs.Deployments.revision;
import static io.loopai.jobs.Deployments.running;
import static io.loopai.jobs.Deployments.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.files.OutputLine;
import io.loopai.task.ControlMessage;
import io.loopai.task.DeadLetter;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionFunctionTest {

    private Subtask subtask;

    @AfterEach
    void close() {
        subtask.close();
    }

    @Nested
    class ProgramsBeforeRequests {

        @Test
        void shouldAnswerBeforeAnyControlMessage() throws Exception {
            subtask = Subtask.start(revision("echo", 1), revision("other", 4));

            assertThat(subtask.answer("echo")).isEqualTo("r1");
            assertThat(subtask.answer("other")).isEqualTo("r4");
        }

        @Test
        void shouldAnswerFromRestoredStateWhenTheSnapshotIsEmpty() throws Exception {
            subtask = Subtask.restore(stateAfter(revision("echo", 1), revision("echo", 2)));

            assertThat(subtask.answer("echo")).isEqualTo("r2");
        }

        @ParameterizedTest
        @CsvSource({"1, 3", "2, 5", "3, 1", "4, 3"})
        void shouldAnswerOnEverySubtaskAfterRescaling(int before, int after) throws Exception {
            OperatorSubtaskState[] states = new OperatorSubtaskState[before];
            for (int i = 0; i < before; i++) {
                states[i] = stateAfter(revision("echo", 3), revision("other", 1));
            }

            Subtask[] subtasks = Subtask.rescale(after, states);

            for (Subtask each : subtasks) {
                subtask = each;
                assertThat(each.answer("echo")).isEqualTo("r3");
                assertThat(each.answer("other")).isEqualTo("r1");
                each.close();
            }
        }

        @ParameterizedTest
        @CsvSource({"7, 2, r7", "2, 7, r7", "3, 3, r3"})
        void shouldAnswerWithTheHigherRevisionOfStateAndSnapshot(
                long state, long snapshot, String answer) throws Exception {
            subtask =
                    Subtask.restore(
                            stateAfter(revision("echo", state)), revision("echo", snapshot));

            assertThat(subtask.answer("echo")).isEqualTo(answer);
        }

        @Test
        void shouldKeepATaskRetiredOverARestore() throws Exception {
            subtask =
                    Subtask.restore(
                            stateAfter(revision("echo", 1), retired("echo", 2)),
                            revision("echo", 1));

            assertThat(subtask.answer("echo")).isEqualTo("unknown_task");
        }
    }

    @Nested
    class State {

        @Test
        void shouldKeepADeploymentThatTheSnapshotHadAlready() throws Exception {
            try (Subtask first = Subtask.start(revision("echo", 2))) {
                first.deploy(revision("echo", 2));
                assertThat(first.state()).isEqualTo(Map.of("echo", 2L));
                subtask = Subtask.restore(first.snapshot());
            }

            assertThat(subtask.answer("echo")).isEqualTo("r2");
        }

        @Test
        void shouldNotHoldWhatOnlyTheSnapshotHad() throws Exception {
            subtask = Subtask.start(revision("echo", 2));

            assertThat(subtask.state()).isEmpty();
        }

        @Test
        void shouldNotTakeARefusedDeployment() throws Exception {
            try (Subtask first = Subtask.start()) {
                first.deploy(revision("echo", 1));
                first.deploy(broken("echo", 2));
                assertThat(first.state()).isEqualTo(Map.of("echo", 1L));
                subtask = Subtask.restore(first.snapshot());
            }

            assertThat(subtask.answer("echo")).isEqualTo("r1");
        }

        @Test
        void shouldNotTakeADeploymentThatIsBothStaleAndBroken() throws Exception {
            try (Subtask first = Subtask.start(revision("echo", 3))) {
                first.deploy(revision("echo", 1));
                first.deploy(broken("echo", 2));
                assertThat(first.state()).isEqualTo(Map.of("echo", 1L));
                assertThat(first.answer("echo")).isEqualTo("r3");
                subtask = Subtask.restore(first.snapshot());
            }

            assertThat(subtask.answer("echo")).isEqualTo("r1");
        }

        @Test
        void shouldNotGoBackToAnOlderRevision() throws Exception {
            subtask = Subtask.start();
            subtask.deploy(revision("echo", 2));
            subtask.deploy(revision("echo", 1));

            assertThat(subtask.state()).isEqualTo(Map.of("echo", 2L));
            assertThat(subtask.answer("echo")).isEqualTo("r2");
        }
    }

    @Nested
    class ControlMessages {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "`` | unreadable at line 1, column 0",
                    "null | null, or cut off",
                    "[] | unreadable at line 1, column 1",
                    "7 | unreadable at line 1, column 1",
                    "{ | unreadable at line 1, column 2",
                    "eggs | unreadable at line 1, column 1",
                    "{} {} | unreadable at line 1, column 4",
                    "{\"task\":\"echo\",\"revision\":\"two\"} | unreadable at line 1, column 27",
                    "{\"task\":\"echo\",\"versions\":[null]} | unreadable at line 1, column 33",
                })
        void shouldIgnoreWhatIsNoDeployment(String message, String where) throws Exception {
            subtask = Subtask.start();
            subtask.deploy(revision("echo", 1));
            try (Warnings warnings = Warnings.of(ExecutionFunction.class)) {
                subtask.control(new ControlMessage(message, null));
                assertThat(warnings.messages())
                        .containsExactly(
                                "A message on the control stream is no deployment and changes"
                                        + " nothing; publish the deployment again: "
                                        + where);
            }
            assertThat(subtask.state()).isEqualTo(Map.of("echo", 1L));
            assertThat(subtask.answer("echo")).isEqualTo("r1");

            subtask.deploy(revision("echo", 2));
            assertThat(subtask.answer("echo")).isEqualTo("r2");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"revision\":9}",
                    "{\"task\":\"echo\"}",
                    "{\"task\":\"../etc\",\"revision\":9}",
                    "{\"task\":\"echo\",\"revision\":9,\"versions\":[{}]}"
                })
        void shouldRefuseWhatIsAnUnusableDeployment(String message) throws Exception {
            subtask = Subtask.start(revision("echo", 1));
            subtask.control(new ControlMessage(message, null));

            assertThat(subtask.events())
                    .extracting(Event::kind)
                    .containsExactly(Event.Kind.DEPLOYMENT_APPLIED, Event.Kind.DEPLOYMENT_REFUSED);
            assertThat(subtask.state()).isEmpty();
            assertThat(subtask.answer("echo")).isEqualTo("r1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"input_schema", "output_schema", "sampling", "privacy", "fallback"})
        void shouldRefuseATaskThatIsNotWhole(String field) throws Exception {
            subtask = Subtask.start(revision("echo", 1));
            ObjectNode deployment =
                    (ObjectNode) Json.MAPPER.readTree(Json.bytes(revision("echo", 2)));
            ((ObjectNode) deployment.get("spec")).remove(field);

            subtask.control(new ControlMessage(deployment.toString(), null));

            assertThat(subtask.answer("echo")).isEqualTo("r1");
            assertThat(subtask.events().get(1).message())
                    .isEqualTo("spec: " + field + " is missing (v1 active goes on)");
        }

        @Test
        void shouldTurnTheRecordsOfARetiredTaskIntoDeadLetters() throws Exception {
            subtask = Subtask.start(revision("echo", 1), revision("other", 1));
            assertThat(subtask.answer("echo")).isEqualTo("r1");

            subtask.deploy(retired("echo", 2));

            subtask.ask("echo");
            assertThat(subtask.deadLetters())
                    .extracting(DeadLetter::reason, DeadLetter::task, DeadLetter::message)
                    .containsExactly(
                            tuple(
                                    DeadLetter.Reason.UNKNOWN_TASK,
                                    "echo",
                                    "task 'echo' is not deployed; deployed: other"));
            assertThat(subtask.state()).isEqualTo(Map.of("echo", 2L));
        }
    }

    @Nested
    class Outputs {

        @Test
        void shouldTellWhatHappenedDuringTheStart() throws Exception {
            try (Subtask first = Subtask.start()) {
                first.deploy(revision("echo", 1));
                subtask =
                        Subtask.restore(first.snapshot(), revision("echo", 2), broken("other", 1));
            }

            subtask.ask("echo");

            assertThat(subtask.events())
                    .extracting(Event::kind, Event::task, Event::revision, Event::message)
                    .containsExactly(
                            tuple(Event.Kind.DEPLOYMENT_APPLIED, "echo", 1L, "v1 active"),
                            tuple(Event.Kind.DEPLOYMENT_APPLIED, "echo", 2L, "v2 active"),
                            tuple(
                                    Event.Kind.DEPLOYMENT_REFUSED,
                                    "other",
                                    1L,
                                    "v1: line 4, column 9: Assignment conversion not possible from"
                                            + " type \"int\" to type \"io.loopai.program.Answer\""
                                            + " (nothing runs)"),
                            tuple(
                                    Event.Kind.VERSION_ANSWERED_FIRST,
                                    "echo",
                                    2L,
                                    "v2 answered its first request"));
        }

        @Test
        void shouldTellWhatHappenedDuringTheStartWhenOnlyAControlMessageComes() throws Exception {
            subtask = Subtask.start(revision("echo", 1));
            assertThat(subtask.events()).isEmpty();

            subtask.deploy(revision("echo", 1));

            assertThat(subtask.events())
                    .extracting(Event::kind, Event::revision)
                    .containsExactly(tuple(Event.Kind.DEPLOYMENT_APPLIED, 1L));
        }

        @Test
        void shouldTellWhatHappenedDuringTheStartWhenNothingComes() throws Exception {
            subtask = Subtask.start(revision("echo", 1));

            subtask.snapshot();

            assertThat(subtask.events())
                    .extracting(Event::kind, Event::revision)
                    .containsExactly(tuple(Event.Kind.DEPLOYMENT_APPLIED, 1L));
            subtask.snapshot();
            assertThat(subtask.events()).hasSize(1);
        }

        @Test
        void shouldTellEachEventOnce() throws Exception {
            subtask = Subtask.start(revision("echo", 1));
            for (int i = 0; i < 3; i++) {
                subtask.ask("echo");
                subtask.deploy(revision("echo", 1));
            }

            assertThat(subtask.events())
                    .extracting(Event::kind)
                    .containsExactly(
                            Event.Kind.DEPLOYMENT_APPLIED, Event.Kind.VERSION_ANSWERED_FIRST);
        }

        @Test
        void shouldPutEachLineIntoItsFolder() throws Exception {
            subtask =
                    Subtask.start(
                            running(
                                    task("echo", "sampling: {rate: 1}"),
                                    1,
                                    "return Answer.of(\"yes\");"),
                            running(
                                    task("rare", "sampling: {rate: 0}"),
                                    1,
                                    "return Answer.of(\"no\");"));
            subtask.ask("echo");
            subtask.ask("rare");
            subtask.record("eggs");

            assertThat(subtask.resultLines())
                    .extracting(OutputLine::bucket)
                    .containsExactly(
                            "datasets/echo/results/date=2026-01-31",
                            "datasets/rare/results/date=2026-01-31");
            assertThat(subtask.lines(ExecutionFunction.EXECUTIONS))
                    .extracting(OutputLine::bucket)
                    .containsExactly(
                            "datasets/echo/executions/date=2026-01-31",
                            "datasets/rare/executions/date=2026-01-31");
            assertThat(subtask.lines(ExecutionFunction.SAMPLES))
                    .extracting(OutputLine::bucket)
                    .containsExactly("datasets/echo/samples/date=2026-01-31");
            assertThat(subtask.lines(ExecutionFunction.DEAD_LETTERS))
                    .extracting(OutputLine::bucket)
                    .containsExactly("dead-letters/date=2026-01-31");
            assertThat(subtask.lines(ExecutionFunction.EVENTS))
                    .extracting(OutputLine::bucket)
                    .containsOnly("events/date=2026-01-31");
            assertThat(subtask.results())
                    .extracting(result -> result.id() + " " + result.output().asText())
                    .containsExactly("q-0 yes", "q-1 no");
            Execution sample =
                    Json.read(
                            subtask.lines(ExecutionFunction.SAMPLES).get(0).line(),
                            Execution.class);
            assertThat(sample.id()).isEqualTo("q-0");
            assertThat(sample.input().get("text").asText()).isEqualTo("hi");
        }

        @Test
        void shouldBeginNewFoldersAtMidnightUtc() throws Exception {
            subtask =
                    Subtask.start(
                            running(
                                    task("echo", "sampling: {rate: 1}"),
                                    1,
                                    "return Answer.of(\"yes\");"));
            for (String time :
                    List.of(
                            "2026-02-28T23:59:59.999Z",
                            "2026-03-01T00:00:00Z",
                            // The clock was set back.
                            "2026-02-28T23:59:59.999Z")) {
                subtask.now = Instant.parse(time);
                subtask.ask("echo");
                subtask.record("");
            }

            List<String> dates = List.of("2026-02-28", "2026-03-01", "2026-02-28");
            assertThat(subtask.resultLines())
                    .extracting(OutputLine::bucket)
                    .isEqualTo(under("datasets/echo/results/", dates));
            assertThat(subtask.lines(ExecutionFunction.EXECUTIONS))
                    .extracting(OutputLine::bucket)
                    .isEqualTo(under("datasets/echo/executions/", dates));
            assertThat(subtask.lines(ExecutionFunction.SAMPLES))
                    .extracting(OutputLine::bucket)
                    .isEqualTo(under("datasets/echo/samples/", dates));
            assertThat(subtask.lines(ExecutionFunction.DEAD_LETTERS))
                    .extracting(OutputLine::bucket)
                    .isEqualTo(under("dead-letters/", dates));
        }

        private static List<String> under(String folder, List<String> dates) {
            return dates.stream().map(date -> folder + "date=" + date).toList();
        }
    }

    @Nested
    class CountsForTheTally {

        @Test
        void shouldBeToldBeforeEveryCheckpointAndAtTheEnd() throws Exception {
            subtask =
                    Subtask.start(
                            running(
                                    task("echo", "sampling: {rate: 1}"),
                                    1,
                                    "return Answer.of(\"yes\");"),
                            running(
                                    task("rare", "sampling: {rate: 0}"),
                                    3,
                                    "return Answer.of(\"no\");"));
            subtask.ask("echo");
            subtask.ask("echo");
            subtask.ask("rare");
            subtask.record("eggs");
            assertThat(subtask.counts()).isEmpty();
            subtask.snapshot();
            subtask.snapshot();
            subtask.ask("rare");
            subtask.finish();

            assertThat(subtask.counts())
                    .containsExactly(
                            Map.of(
                                    "results",
                                    3L,
                                    "samples",
                                    2L,
                                    "dead_letters",
                                    1L,
                                    "version/echo/1",
                                    2L,
                                    "version/rare/3",
                                    1L),
                            Map.of("results", 1L, "version/rare/3", 1L));
        }

        @Test
        void shouldNotBeToldAgainAfterARestore() throws Exception {
            try (Subtask first = Subtask.start(revision("echo", 1))) {
                first.ask("echo");
                subtask = Subtask.restore(first.snapshot());
            }
            subtask.snapshot();

            assertThat(subtask.counts()).isEmpty();
        }
    }

    /** The state of a subtask that was given these by the broadcast stream. */
    private static OperatorSubtaskState stateAfter(Deployment... deployments) throws Exception {
        try (Subtask subtask = Subtask.start()) {
            for (Deployment deployment : deployments) {
                subtask.deploy(deployment);
            }
            return subtask.snapshot();
        }
    }
}
