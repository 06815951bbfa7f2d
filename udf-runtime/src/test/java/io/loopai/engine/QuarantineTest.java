package io.loopai.engine;

import static io.loopai.engine.Deployments.active;
import static io.loopai.engine.Deployments.answering;
import static io.loopai.engine.Deployments.live;
import static io.loopai.engine.Deployments.program;
import static io.loopai.engine.Deployments.spam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loopai.engine.Engine.Applied;
import io.loopai.engine.Outcome.Executed;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import io.loopai.task.Event.Kind;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine does with a version that fails too often. */
class QuarantineTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final int SUBTASK = 3;

    /** Fails on every request whose text is "bad". */
    private static final String FAILS_ON_BAD =
            program(
                    "if (in.text(\"text\").equals(\"bad\")) {"
                            + " throw new IllegalStateException(in.text(\"text\")); }"
                            + " return Answer.of(\"spam\");");

    private static final LiveVersion STANDBY =
            live(1, Stage.ACTIVE, 1, answering("ham")).standingBy();

    private final List<Event> events = new ArrayList<>();
    private final Engine engine =
            new Engine(
                    new EngineOptions("spam", RequestFormat.JSON, 10_000, 1_000),
                    SUBTASK,
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    events::add);
    private int asked;

    @Test
    void shouldRunTheStandbyOnNoRequestBeforeItIsNeeded() {
        deploy(1, 1, active(2, answering("spam")), STANDBY);

        Execution execution = Json.read(ask("good").execution(), Execution.class);

        assertThat(execution.version()).isEqualTo(2);
        assertThat(execution.others()).isNull();
        assertThat(events)
                .extracting(Event::message)
                .contains("v2 active, v1 standby", "v2 answered its first request");
    }

    @Test
    void shouldLetTheStandbyTakeOver() {
        deploy(1, 1, active(2, FAILS_ON_BAD), STANDBY);
        ask(100, "good");
        ask(99, "bad");
        assertThat(ask("good").version()).isEqualTo(2); // the request that tips the balance

        Executed next = ask("bad");

        assertThat(next.version()).isEqualTo(1);
        assertThat(next.programStatus()).isEqualTo(ProgramStatus.SUCCESS);
        assertThat(of(Kind.VERSION_QUARANTINED))
                .containsExactly(
                        new Event(
                                Kind.VERSION_QUARANTINED,
                                "spam",
                                1L,
                                2,
                                1,
                                200,
                                99,
                                "IllegalStateException at line 4",
                                SUBTASK,
                                "v2 failed 99 of its last 200 requests, most often with"
                                        + " 'IllegalStateException at line 4'; v1, the standby,"
                                        + " answers from here on",
                                NOW));
        assertThat(ask(1_000, "bad")).containsOnly(1);
        assertThat(of(Kind.VERSION_QUARANTINED)).hasSize(1);
    }

    @Test
    void shouldNotRunAQuarantinedVersionBesideTheStandby() {
        deploy(1, 1, active(2, FAILS_ON_BAD), STANDBY);
        ask(200, "bad");

        assertThat(Json.read(ask("good").execution(), Execution.class).others()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "return null;",
                "return Answer.of(\"neither spam nor ham\");",
                "return Answer.of(in.text(\"no such field\"));",
            })
    void shouldCountWhateverIsNoAnswer(String body) {
        deploy(1, 1, active(2, program(body)), STANDBY);

        assertThat(ask(200, "any")).containsOnly(2);
        assertThat(ask("any").version()).isEqualTo(1);
    }

    @Test
    void shouldNotCountAbstainingAndRejectedRequests() {
        deploy(1, 1, active(2, program("return Answer.abstain();")), STANDBY);

        for (int i = 0; i < 300; i++) {
            engine.execute(record("{\"input\":{\"text\":1}}"));
        }

        assertThat(ask(300, "any")).containsOnly(2);
        assertThat(of(Kind.VERSION_QUARANTINED)).isEmpty();
    }

    @Test
    void shouldGiveAPinnedVersionEvenInQuarantineAndNotCountIt() {
        deploy(1, 1, active(2, FAILS_ON_BAD), STANDBY);
        for (int i = 0; i < 300; i++) {
            assertThat(pinned(2, "bad").version()).isEqualTo(2);
        }
        assertThat(ask("good").version()).isEqualTo(2);
        ask(200, "bad");
        assertThat(ask("good").version()).isEqualTo(1);

        assertThat(pinned(2, "good").version()).isEqualTo(2);
        assertThat(pinned(2, "bad").programStatus()).isEqualTo(ProgramStatus.ERROR);
    }

    @Test
    void shouldGoOnWithoutAStandbyAndSaySoOnce() {
        deploy(1, null, active(2, FAILS_ON_BAD));

        assertThat(ask(1_200, "bad")).containsOnly(2);

        assertThat(of(Kind.VERSION_QUARANTINED)).isEmpty();
        assertThat(of(Kind.VERSION_FAILING))
                .containsExactly(
                        new Event(
                                Kind.VERSION_FAILING,
                                "spam",
                                1L,
                                2,
                                null,
                                200,
                                200,
                                "IllegalStateException at line 4",
                                SUBTASK,
                                "v2 failed 200 of its last 200 requests, most often with"
                                        + " 'IllegalStateException at line 4'; no version stands"
                                        + " by, so it goes on answering",
                                NOW));
    }

    @Test
    void shouldGoOnWithAStandbyThatFailsToo() {
        deploy(
                1,
                1,
                active(2, FAILS_ON_BAD),
                live(1, Stage.SHADOW, 0, program("throw new RuntimeException();")));

        ask(200, "bad");
        assertThat(ask(1_200, "bad")).containsOnly(1);

        assertThat(of(Kind.VERSION_QUARANTINED)).extracting(Event::version).containsExactly(2);
        assertThat(of(Kind.VERSION_FAILING)).extracting(Event::version).containsExactly(1);
    }

    @Test
    void shouldGiveTheShareOfAFailingCanaryBackToTheActiveVersion() {
        deploy(
                1,
                1,
                active(2, answering("ham")),
                live(3, Stage.CANARY, 0.5, FAILS_ON_BAD),
                STANDBY);

        assertThat(ask(1_000, "bad")).contains(2, 3);

        assertThat(ask(1_000, "good")).containsOnly(2);
        assertThat(of(Kind.VERSION_QUARANTINED))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.version()).isEqualTo(3);
                            assertThat(event.standby()).isNull();
                            assertThat(event.message())
                                    .isEqualTo(
                                            "v3 failed 200 of its last 200 requests, most often"
                                                    + " with 'IllegalStateException at line 4'; v2,"
                                                    + " the active version, answers from here on");
                        });
    }

    @Test
    void shouldNotTakeAStandbyThatIsQuarantinedItself() {
        deploy(
                1,
                3,
                active(2, FAILS_ON_BAD),
                live(3, Stage.CANARY, 0.5, program("throw new RuntimeException();")));

        ask(1_000, "bad");

        assertThat(ask(100, "good")).containsOnly(2);
        assertThat(of(Kind.VERSION_QUARANTINED)).extracting(Event::version).containsExactly(3);
        assertThat(of(Kind.VERSION_FAILING)).extracting(Event::version).containsExactly(2);
    }

    @Test
    void shouldCompareWithTheStandbyWhileItAnswersBesideACanary() {
        deploy(
                1,
                1,
                active(2, program("throw new RuntimeException();")),
                live(3, Stage.CANARY, 0.5, answering("spam")),
                STANDBY);
        ask(600, "any");
        assertThat(of(Kind.VERSION_QUARANTINED)).hasSize(1);

        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            executions.add(Json.read(ask("any").execution(), Execution.class));
        }

        assertThat(executions).extracting(Execution::version).contains(1, 3).doesNotContain(2);
        assertThat(executions).allMatch(each -> each.others().size() == 1);
    }

    @Test
    void shouldStopAShadowThatFailsTooOften() {
        deploy(1, null, active(2, answering("ham")), live(3, Stage.SHADOW, 1, FAILS_ON_BAD));
        ask(199, "bad");
        assertThat(others("bad")).isEqualTo(1);

        assertThat(others("bad")).isZero();

        assertThat(of(Kind.VERSION_QUARANTINED))
                .extracting(Event::version, Event::standby, Event::message)
                .containsExactly(
                        tuple(
                                3,
                                null,
                                "v3 failed 200 of its last 200 requests, most often with"
                                        + " 'IllegalStateException at line 4'; it runs in shadow no"
                                        + " more"));
    }

    @Test
    void shouldNotTakeAStandbyThatFailedInShadow() {
        deploy(
                1,
                3,
                active(2, FAILS_ON_BAD),
                live(3, Stage.SHADOW, 1, program("throw new RuntimeException();")));

        assertThat(ask(300, "bad")).containsOnly(2);

        assertThat(of(Kind.VERSION_QUARANTINED)).extracting(Event::version).containsExactly(3);
        assertThat(of(Kind.VERSION_FAILING)).extracting(Event::version).containsExactly(2);
    }

    @Test
    void shouldNotCountWhatACanaryDoesBesideTheActiveVersion() {
        deploy(1, null, active(2, answering("ham")), live(3, Stage.CANARY, 0, FAILS_ON_BAD));

        ask(300, "bad");

        assertThat(others("bad")).isEqualTo(1);
        assertThat(of(Kind.VERSION_QUARANTINED)).isEmpty();
    }

    @Test
    void shouldStartAfreshWithANewerDeployment() {
        deploy(1, 1, active(2, FAILS_ON_BAD), STANDBY);
        ask(200, "bad");
        assertThat(ask("good").version()).isEqualTo(1);

        assertThat(deploy(1, 1, active(2, FAILS_ON_BAD), STANDBY)).isEqualTo(Applied.STALE);
        assertThat(ask("good").version()).isEqualTo(1);
        deploy(2, 1, active(2, FAILS_ON_BAD), STANDBY);

        assertThat(ask(199, "bad")).containsOnly(2);
        assertThat(ask("bad").version()).isEqualTo(2);
        assertThat(ask("bad").version()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatItHadWhenTheStandbyDoesNotCompile() {
        deploy(1, null, active(1, answering("ham")));

        assertThat(
                        deploy(
                                2,
                                1,
                                active(2, answering("spam")),
                                live(1, Stage.SHADOW, 0, program("return no;"))))
                .isEqualTo(Applied.REFUSED);

        assertThat(ask("any").version()).isEqualTo(1);
    }

    private Applied deploy(long revision, Integer standby, LiveVersion... versions) {
        TaskSpec task = spam("sampling: {rate: 1}");
        return engine.apply(
                new Deployment(task.id(), revision, task, List.of(versions), standby, NOW));
    }

    /** The versions that answer that many requests with this text. */
    private List<Integer> ask(int count, String text) {
        List<Integer> versions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            versions.add(ask(text).version());
        }
        return versions;
    }

    private Executed ask(String text) {
        return (Executed) engine.execute(record("{\"input\":{\"text\":\"" + text + "\"}}"));
    }

    /** How many other versions ran on the request and differ in their answer. */
    private int others(String text) {
        List<?> others = Json.read(ask(text).execution(), Execution.class).others();
        return others == null ? 0 : others.size();
    }

    private Executed pinned(int version, String text) {
        return (Executed)
                engine.execute(
                        record(
                                "{\"version\":%d,\"input\":{\"text\":\"%s\"}}"
                                        .formatted(version, text)));
    }

    private RawRecord record(String json) {
        return RawRecord.whole(json.getBytes(StandardCharsets.UTF_8), "in.jsonl", asked++);
    }

    private List<Event> of(Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }
}
