package io.loopai.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.decision.AuditCounts;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Oracle;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Regeneration;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskStateTest {

    private static final TaskSpec TASK = Asked.task().spec();
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void shouldCallForABetterVersionWhenTheActiveOneIsSurelyBelowTheTarget() {
        TaskState state = TaskState.start(deployment(1, 1)).wishing("first", NOW);
        for (int i = 0; i < 60; i++) {
            state = state.with(validation("a" + i, 1, i % 2 == 0, Draw.AUDIT), TASK);
        }
        assertThat(state.regeneration().due()).isEmpty();

        state = state.with(deployment(2, 1), PATIENCE, NOW);

        assertThat(state.regeneration().failed()).isEqualTo(1);
        assertThat(state.regeneration().due()).contains(Regeneration.Reason.BELOW_TARGET);
        assertThat(state.regeneration().describe())
                .startsWith("agreement 50.0% on 60 audit labels");
    }

    @Test
    void shouldEstimateFromTheAuditAloneAndTrainOnEverything() {
        TaskState state = TaskState.start(deployment(1, 1));
        for (Draw draw : Draw.values()) {
            state = state.with(validation("x" + draw, 1, false, draw), TASK);
        }

        assertThat(state.regeneration().counts().labels()).isEqualTo(1);
        assertThat(state.regeneration().labels()).isEqualTo(Draw.values().length);
        assertThat(state.auditLabels()).isEqualTo(1);
    }

    @Test
    void shouldCountWhatTheOracleDidNotAnswerAsMissing() {
        TaskState state =
                TaskState.start(deployment(1, 1)).with(validation("a", 1, null, Draw.AUDIT), TASK);

        assertThat(state.regeneration().counts().missing()).isEqualTo(1);
        assertThat(state.regeneration().labels()).isZero();
    }

    @Test
    void shouldNotCountASampleAsMissingAnyMoreWhenItsLabelHasCome() {
        TaskState state = TaskState.start(deployment(1, 1));
        state = state.with(validation("a", 1, null, Draw.AUDIT), TASK);
        state = state.with(validation("b", 1, null, Draw.AUDIT), TASK);

        state = state.with(late(validation("a", 1, false, Draw.AUDIT)), TASK);

        AuditCounts oneOfEach = new AuditCounts(0, 1, 1);
        assertThat(state.regeneration().counts()).isEqualTo(oneOfEach);
        assertThat(state.versions().get(1).counts()).isEqualTo(oneOfEach);
        assertThat(state.auditLabels()).isEqualTo(1);
        assertThat(state.regeneration().labels()).isEqualTo(1);
    }

    @Test
    void shouldCountACorrectedAnswerOnceForEachVersionThatRan() {
        TaskState state = TaskState.start(deployment(1, 1, 2));
        state = state.with(agreed("a"), TASK);
        state = state.with(disputed("b"), TASK);
        state = state.with(validation("c", 1, null, Draw.AUDIT), TASK);

        TaskState corrected = state.with(correcting(agreed("a"), disputed("a")), TASK);

        assertThat(corrected.regeneration().counts()).isEqualTo(new AuditCounts(0, 2, 1));
        assertThat(corrected.versions().get(1).counts()).isEqualTo(new AuditCounts(0, 2, 1));
        assertThat(corrected.versions().get(2).counts())
                .as("right both times")
                .isEqualTo(state.versions().get(2).counts());
        assertThat(corrected.auditLabels()).isEqualTo(2);
        assertThat(corrected.regeneration().labels()).isEqualTo(state.regeneration().labels());
        TaskState back = corrected.with(correcting(disputed("a"), agreed("a")), TASK);
        assertThat(back).isEqualTo(state);
    }

    @Test
    void shouldNotCountACorrectedAnswerThatIsNotOfTheAudit() {
        TaskState state =
                TaskState.start(deployment(1, 1))
                        .with(validation("a", 1, true, Draw.AUDIT), TASK)
                        .with(validation("b", 1, true, Draw.LEARN), TASK);

        Validation corrected =
                correcting(
                        validation("b", 1, true, Draw.LEARN),
                        validation("b", 1, false, Draw.LEARN));

        assertThat(state.with(corrected, TASK)).isEqualTo(state);
    }

    @Test
    void shouldNotCountACorrectedAnswerFromBeforeTheCountsBegan() {
        TaskState state = TaskState.start(deployment(1, 1));
        Validation before = validation("a", 1, false, Draw.AUDIT);
        state = state.with(at(NOW.plusSeconds(1), validation("b", 1, false, Draw.AUDIT)), TASK);

        TaskState corrected =
                state.with(correcting(before, validation("a", 1, true, Draw.AUDIT)), TASK);

        assertThat(corrected).isEqualTo(state);
    }

    @Test
    void shouldReadWhatWasStoredBeforeAnswersCouldBeCorrected() {
        TaskState state =
                TaskState.start(deployment(1, 1)).with(validation("a", 1, false, Draw.AUDIT), TASK);
        ObjectNode json = Json.MAPPER.valueToTree(state);
        assertThat(((ObjectNode) json.at("/versions/1")).remove("since")).isNotNull();

        TaskState read = Json.MAPPER.convertValue(json, TaskState.class);
        Validation corrected =
                correcting(
                        validation("a", 1, false, Draw.AUDIT),
                        validation("a", 1, true, Draw.AUDIT));

        assertThat(read.with(corrected, TASK).regeneration().counts())
                .isEqualTo(new AuditCounts(1, 0, 0));
    }

    @Test
    void shouldJudgeAChallengerBesideTheActiveVersionAndGoOnWithThatWhenItIsPromoted() {
        TaskState state = TaskState.start(deployment(1, 1)).wishing("w", NOW);
        state = state.with(deployment(2, 1, 2), PATIENCE, NOW);
        state = state.with(agreed("a"), TASK);
        state = state.with(disputed("b"), TASK);
        // Where it is not named it did not run, whenever that was.
        state = state.with(validation("c", 1, false, Draw.AUDIT), TASK);
        state = state.with(validation("d", 1, true, Draw.AUDIT), TASK);
        assertThat(state.wanted()).isEqualTo("w");

        TaskState promoted = state.with(deployment(3, 2), PATIENCE, NOW);

        assertThat(promoted.active()).isEqualTo(2);
        assertThat(promoted.wanted()).isNull();
        assertThat(promoted.regeneration().running()).isFalse();
        assertThat(promoted.regeneration().counts().right()).isEqualTo(2);
        assertThat(promoted.regeneration().counts().wrong()).isZero();
        TaskState back = promoted.with(deployment(4, 1), PATIENCE, NOW);
        assertThat(back.regeneration().failed()).isEqualTo(1);
    }

    @Test
    void shouldBeDoneWithAWishInWhosePlaceAnotherOneWasDealtWith() {
        TaskState state = TaskState.start(deployment(1, 1)).wishing("superseded", NOW);

        state = state.with(deployment(2, 1, 2), PATIENCE, NOW);
        assertThat(state.wanted()).as("the other one's version runs").isEqualTo("superseded");
        state = state.with(dealtWith("first", deployment(3, 1)), PATIENCE, NOW);

        assertThat(state.wanted()).isNull();
        assertThat(state.regeneration().running()).isFalse();
        assertThat(state.regeneration().failed()).isEqualTo(1);
    }

    @Test
    void shouldWaitForAWishWhateverWasDealtWithBefore() {
        TaskState state = TaskState.start(dealtWith("first", deployment(3, 1)));
        state = state.wishing("w", NOW);

        state = state.with(dealtWith("first", deployment(4, 1)), PATIENCE, NOW);
        assertThat(state.wanted()).isEqualTo("w");
        state = state.with(dealtWith("w", deployment(5, 1)), PATIENCE, NOW);
        assertThat(state.wanted()).isNull();
        state = state.wishing("next", NOW).with(dealtWith("w", deployment(6, 1)), PATIENCE, NOW);

        assertThat(state.wanted()).isEqualTo("next");
    }

    @Test
    void shouldWaitForTheChallengerForWhichTheChampionCameBack() {
        TaskState state = TaskState.start(deployment(1, 2, 1)).wishing("first", NOW);

        TaskState back = state.with(deployment(2, 1, 3), PATIENCE, NOW);

        assertThat(back.active()).isEqualTo(1);
        assertThat(back.wanted()).isEqualTo("first");
        assertThat(back.regeneration().running()).isTrue();
        assertThat(back.regeneration().failed()).isEqualTo(1);
        TaskState promoted = back.with(deployment(3, 3, 1), PATIENCE, NOW);
        assertThat(promoted.wanted()).isNull();
        assertThat(promoted.regeneration().running()).isFalse();
    }

    @Test
    void shouldGiveUpOnAWishThatNobodyDealsWith() {
        TaskState state = TaskState.start(deployment(1, 1)).wishing("w", NOW);

        TaskState later = state.with(deployment(1, 1), PATIENCE, NOW.plus(PATIENCE));
        assertThat(later.wanted()).isEqualTo("w");
        later = state.with(deployment(1, 1), PATIENCE, NOW.plus(PATIENCE).plusMillis(1));

        assertThat(later.wanted()).isNull();
        assertThat(later.regeneration().running()).isFalse();
        assertThat(later.regeneration().failed()).isEqualTo(1);
    }

    @Test
    void shouldStartAfreshAfterADrift() {
        TaskState state = TaskState.start(deployment(1, 1));
        for (int i = 0; i < 400; i++) {
            state = state.with(validation("good" + i, 1, true, Draw.AUDIT), TASK);
        }
        state = state.wishing("w", NOW);
        int errors = 0;
        while (state.regeneration().shift() == null && errors < 100) {
            state = state.with(validation("bad" + errors++, 1, false, Draw.AUDIT), TASK);
        }

        assertThat(errors).isLessThan(30);
        assertThat(state.regeneration().shift()).startsWith("errors have become more frequent");
        assertThat(state.versions().get(1).counts().labels()).isZero();
    }

    @Test
    void shouldKeepWhatTheAuditKnowsWhenTheAnswersHaveShifted() {
        TaskState state = TaskState.start(deployment(1, 1));
        for (int i = 0; i < 50; i++) {
            state = state.with(validation("a" + i, 1, i % 2 == 0, Draw.AUDIT), TASK);
        }
        TaskState running = state.wishing("w", NOW);

        TaskState shifted =
                running.with(
                        new StreamState.Finding(Event.Kind.LABEL_SHIFT, "more 'spam'", NOW, true));

        assertThat(shifted.versions()).isEqualTo(running.versions());
        assertThat(shifted.regeneration().counts()).isEqualTo(running.regeneration().counts());
        assertThat(shifted.wanted()).isEqualTo("w");
        assertThat(shifted.changedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldBeStoredWithoutLosingAnything() {
        TaskState state =
                TaskState.start(deployment(1, 1, 2)).with(disputed("b"), TASK).wishing("w", NOW);

        assertThat(Json.read(Json.bytes(state), TaskState.class)).isEqualTo(state);
    }

    private static Validation validation(String id, int version, Boolean agrees, Draw draw) {
        return validation(id, version, agrees, draw, null, null);
    }

    private static Validation late(Validation label) {
        return Json.MAPPER.convertValue(
                Json.MAPPER.<ObjectNode>valueToTree(label).put("replaces", true), Validation.class);
    }

    /** The later one in the place of the earlier. */
    private static Validation correcting(Validation earlier, Validation later) {
        List<Integer> right =
                earlier.verdicts().entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList();
        ObjectNode json = Json.MAPPER.valueToTree(late(later));
        json.set(
                "corrects",
                Json.MAPPER.valueToTree(
                        new Validation.Earlier(
                                earlier.expected(),
                                earlier.oracle(),
                                right,
                                earlier.validatedAt())));
        return at(NOW.plusSeconds(60), Json.MAPPER.convertValue(json, Validation.class));
    }

    private static Validation at(Instant validatedAt, Validation validation) {
        ObjectNode json = Json.MAPPER.valueToTree(validation);
        return Json.MAPPER.convertValue(
                json.put("validated_at", validatedAt.toString()), Validation.class);
    }

    /** v1 and v2 were right. */
    private static Validation agreed(String id) {
        return validation(id, 1, true, Draw.AUDIT, null, List.of(2));
    }

    /** v1 was wrong, and v2 was right. */
    private static Validation disputed(String id) {
        return validation(
                id,
                1,
                false,
                Draw.AUDIT,
                List.of(
                        new Validation.OtherAnswer(
                                2, ProgramStatus.SUCCESS, Asked.text("spam"), true)),
                null);
    }

    private static Validation validation(
            String id,
            int version,
            Boolean agrees,
            Draw draw,
            List<Validation.OtherAnswer> others,
            List<Integer> same) {
        return new Validation(
                id,
                "spam",
                version,
                Json.MAPPER.createObjectNode(),
                Asked.text("ham"),
                1.0,
                agrees == null ? null : Asked.text(agrees ? "ham" : "spam"),
                agrees,
                others,
                same,
                1,
                Oracle.LABELS,
                draw,
                0.05,
                null,
                0,
                agrees == null ? "none" : null,
                NOW,
                NOW);
    }

    private static Deployment dealtWith(String regeneration, Deployment deployment) {
        return new Deployment(
                deployment.task(),
                deployment.revision(),
                deployment.spec(),
                deployment.versions(),
                deployment.standby(),
                deployment.disagreement(),
                regeneration,
                deployment.publishedAt());
    }

    /** The first version is active, the others run in shadow. */
    private static Deployment deployment(long revision, int... versions) {
        List<LiveVersion> live = new ArrayList<>();
        for (int version : versions) {
            String source = "// v" + version;
            Stage stage = live.isEmpty() ? Stage.ACTIVE : Stage.SHADOW;
            live.add(new LiveVersion(version, stage, 1, LiveVersion.hashOf(source), "ecj", source));
        }
        Instant published = revision == 1 ? Instant.EPOCH : NOW.minusSeconds(1_800);
        return new Deployment(
                "spam",
                revision,
                TASK,
                live,
                null,
                null,
                revision == 2 ? "first" : null,
                published);
    }
}
