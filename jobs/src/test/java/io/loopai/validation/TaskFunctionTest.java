package io.loopai.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.files.OutputLine;
import io.loopai.jobs.DeploymentTrust;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Oracle;
import io.loopai.task.Regeneration;
import io.loopai.task.Traffic;
import io.loopai.task.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskFunctionTest {

    private static final Deployment TASK = Asked.task();

    private KeyedTwoInputStreamOperatorTestHarness<
                    String, Tuple3<String, String, byte[]>, ControlMessage, OutputLine>
            harness;

    private int version = 1;

    @BeforeEach
    void open() throws Exception {
        version = 1;
        TaskFunction function =
                new TaskFunction(
                        Duration.ofDays(1),
                        DeploymentTrust.anybody(),
                        () -> List.of(ControlMessage.unsigned(TASK)));
        harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                function, List.of(OracleFunction.DEPLOYMENTS)),
                        line -> TASK.task(),
                        message -> TASK.task(),
                        Types.STRING);
        harness.setup();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldTellPeopleOnceWhenThreeAttemptsBroughtNothingBetter() throws Exception {
        int dealtWith = 0;
        for (int i = 0; i < 2_000 && dealtWith < 4; i++) {
            validate("v" + i, i % 2 == 0);
            List<Regeneration> wishes = wishes();
            if (wishes.size() > dealtWith) {
                assertThat(events()).hasSize(dealtWith < 3 ? 0 : 1);
                dealWith(wishes.get(dealtWith++).id(), 1 + dealtWith);
            }
        }
        validate("last", true);

        assertThat(dealtWith).isEqualTo(4);
        Event event = events().get(0);
        assertThat(events()).hasSize(1);
        assertThat(event.kind()).isEqualTo(Event.Kind.ATTEMPTS_FAILED);
        assertThat(event.task()).isEqualTo("spam");
        assertThat(event.revision()).isEqualTo(4);
        assertThat(event.version()).isEqualTo(1);
        assertThat(event.message())
                .startsWith("agreement ")
                .contains("; 3 attempts brought nothing better, the next waits for ")
                .endsWith(" labels: correct some labels, add examples, or lower the target");
    }

    @Test
    void shouldTellPeopleOnceThatNoProgramCanBeShownToReachTheTarget() throws Exception {
        for (int i = 0; i < 200; i++) {
            validate("v" + i, i % 10 != 0, i % 2 == 0);
        }

        assertThat(events())
                .extracting(Event::kind)
                .containsExactly(Event.Kind.TARGET_OUT_OF_REACH);
        assertThat(events().get(0).message())
                .isEqualTo(
                        "the accuracy_target of 90.0% is out of reach: the oracle agrees with itself"
                                + " in 50.0% of 20 questions that it was asked twice, so that no"
                                + " program can be shown to agree with it in more than"
                                + " 89.8%; until it is lower, versions are asked for as if it were that: lower it,"
                                + " say more clearly in the description what is right, or choose"
                                + " another oracle");
    }

    @Test
    void shouldNotAskForVersionsBecauseTheOracleContradictsItself() throws Exception {
        assertThat(belowTargetOver(1_000, null)).isGreaterThan(3);
        close();
        open();
        assertThat(belowTargetOver(1_000, i -> i % 3 != 0)).isZero();
    }

    @Test
    void shouldNotAskForVersionsWhenTrafficIsTheFirstToComeAfterADeployment() throws Exception {
        assertThat(belowTargetOver(1_300, i -> i % 3 != 0)).isZero();
        activate(version, version + 1, null);
        harness.processElement1(
                new StreamRecord<>(
                        Tuple3.of(
                                Message.TRAFFIC,
                                TASK.task(),
                                Json.bytes(
                                        new Traffic(
                                                TASK.task(),
                                                1,
                                                0,
                                                Instant.EPOCH,
                                                List.of(),
                                                Map.of())))));

        assertThat(wishes())
                .extracting(Regeneration::reason)
                .doesNotContain(Regeneration.Reason.BELOW_TARGET);
    }

    /** When four of five answers are right, and each attempt brings a version that is no worse. */
    private long belowTargetOver(int labels, IntPredicate consistent) throws Exception {
        int dealtWith = 0;
        for (int i = 0; i < labels; i++) {
            validate("v" + i, i % 5 != 0, consistent == null ? null : consistent.test(i));
            List<Regeneration> wishes = wishes();
            if (wishes.size() > dealtWith) {
                dealtWith = wishes.size();
                activate(1 + dealtWith, 1 + dealtWith, wishes.get(dealtWith - 1).id());
            }
        }
        return wishes().stream()
                .filter(wish -> wish.reason() == Regeneration.Reason.BELOW_TARGET)
                .count();
    }

    private void activate(int version, long revision, String wish) throws Exception {
        LiveVersion first = TASK.versions().get(0);
        this.version = version;
        Deployment next =
                new Deployment(
                        TASK.task(),
                        revision,
                        TASK.spec(),
                        List.of(
                                new LiveVersion(
                                        version,
                                        first.stage(),
                                        1,
                                        first.hash(),
                                        first.compiler(),
                                        first.source())),
                        null,
                        null,
                        wish,
                        Instant.EPOCH);
        harness.processElement2(new StreamRecord<>(ControlMessage.unsigned(next)));
    }

    /** No version was made: what runs stays as it is. */
    private void dealWith(String wish, long revision) throws Exception {
        Deployment same =
                new Deployment(
                        TASK.task(),
                        revision,
                        TASK.spec(),
                        TASK.versions(),
                        null,
                        null,
                        wish,
                        Instant.EPOCH);
        harness.processElement2(new StreamRecord<>(ControlMessage.unsigned(same)));
    }

    private void validate(String id, boolean agrees) throws Exception {
        validate(id, agrees, null);
    }

    private void validate(String id, boolean agrees, Boolean consistent) throws Exception {
        Validation validation =
                new Validation(
                        id,
                        TASK.task(),
                        version,
                        Json.MAPPER.createObjectNode(),
                        Asked.text("ham"),
                        1.0,
                        Asked.text(agrees ? "ham" : "spam"),
                        agrees,
                        null,
                        null,
                        1,
                        Oracle.LABELS,
                        Draw.AUDIT,
                        0.05,
                        consistent,
                        0,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH);
        harness.processElement1(
                new StreamRecord<>(
                        Tuple3.of(Message.VALIDATION, TASK.task(), Json.bytes(validation))));
    }

    private List<Regeneration> wishes() {
        return harness.extractOutputValues().stream()
                .map(line -> Json.read(line.line(), Regeneration.class))
                .toList();
    }

    private List<Event> events() {
        var lines = harness.getSideOutput(OracleFunction.EVENTS);
        return lines == null
                ? List.of()
                : lines.stream()
                        .map(line -> Json.read(line.getValue().line(), Event.class))
                        .toList();
    }
}
