package io.loopai.service.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.decision.AuditCounts;
import io.loopai.decision.ChangePoint;
import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.decision.TargetStatus;
import io.loopai.engine.Engine;
import io.loopai.engine.EngineOptions;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.RawRecord;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.DecisionRefusedException;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NewProgram;
import io.loopai.store.DataDir;
import io.loopai.store.NoSuchArtifactException;
import io.loopai.task.Deployment;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Oracle;
import io.loopai.task.Regeneration;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.Validation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop with a real database and the real engine; the oracle knows what is right. */
class ImprovementLoopTest {

    private static final String[] FRUIT = {"apple", "pear", "plum", "cherry", "quince", "fig"};
    private static final String[] TOOLS = {"hammer", "saw", "chisel", "plane", "rasp", "drill"};

    private static final List<String> OTHERS =
            List.of(
                    ("we have seen many of these at home last week and they were all quite old but"
                                    + " she said that nobody else would ever want to buy one here"
                                    + " unless it had been cleaned first with warm water or oil")
                            .split(" "));

    private static final String TASK =
            """
            id: things
            description: What a text is about.
            input_schema: {type: object, properties: {text: {type: string}}}
            output_schema: {type: string, enum: [fruit, tool]}
            sampling: {policy: random, rate: 1}
            """;

    @TempDir private Path folder;
    private DecisionCentre centre;
    private Deployments deployments;
    private ImprovementLoop loop;
    private final SplittableRandom random = new SplittableRandom(7);
    private final Ticking clock = new Ticking();
    private final Engine engine =
            new Engine(EngineOptions.of("things"), 0, clock, event -> loop.event(event));
    private int asked;
    private double highestShare;

    @BeforeEach
    void open() throws Exception {
        centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
        deployments = centre.deployments();
        start();
        deployments.createTask(TaskFile.parse(TASK, "things.yaml"), null);
        add("return Answer.of(in.text(\"text\").contains(\"apple\") ? \"fruit\" : \"tool\");");
    }

    private void start() {
        loop =
                new ImprovementLoop(
                        centre.database(),
                        deployments,
                        Optional::empty,
                        new ImprovementLoop.Options(
                                new Rollout.Pace(Duration.ofSeconds(10), 50, 20, 1_000),
                                Duration.ofSeconds(1),
                                2_000),
                        clock);
    }

    @AfterEach
    void close() {
        centre.close();
    }

    @Test
    void shouldMakeABetterVersionAndTakeItToAllRequests() {
        stream(120);
        assertThat(agreement(stream(100))).isBetween(0.4, 0.75);
        wish(Regeneration.Reason.MORE_LABELS);
        loop.improve();

        assertThat(stages()).containsExactly("v1 active 1.0", "v2 shadow 1.0");
        assertThat(deployments.state("things").deployment().disagreement()).isBetween(0.2, 0.6);
        run(2_000);

        assertThat(active()).isEqualTo(2);
        assertThat(agreement(stream(200))).isGreaterThan(0.97);
        assertThat(rollouts().get(0).rollout().phase()).isEqualTo(Rollout.Phase.PROMOTED);
        assertThat(deployments.versions("things").get(1).metadata().at("/improvement/reason"))
                .hasToString("\"more_labels\"");
        JsonNode mistakes =
                deployments.versions("things").get(1).metadata().at("/improvement/mistakes");
        assertThat(mistakes.at("/pairs/0/expected").asText()).isEqualTo("fruit");
        assertThat(mistakes.at("/pairs/0/answered").asText()).isEqualTo("tool");
        assertThat(mistakes.at("/pairs/0/ids")).hasSize(3);
        assertThat(mistakes.get("words").findValuesAsText("word"))
                .contains("pear", "plum")
                .doesNotContain("apple", "hammer");
        ProgramSummary old = loop.rollouts().summary("things", OptionalInt.of(1));
        assertThat(old.interval().contains(old.agreement())).isTrue();
        assertThat(old.agreement()).isBetween(0.4, 0.75);
        assertThat(old.macroRecall()).isBetween(0.4, 0.75);
        assertThat(old.mistakes().pairs()).hasSize(1);
        ProgramSummary now = loop.rollouts().summary("things", OptionalInt.empty());
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.macroRecall()).isGreaterThan(0.95);
    }

    /** A version that is learned from wrong answers is right about nothing. */
    @Test
    void shouldLearnFromTheRightAnswersWhenTheOracleWasWrongAndIsCorrected() {
        List<Validation> right = unheard(120);
        List<Validation> wrong = right.stream().map(ImprovementLoopTest::mistaken).toList();
        loop.validations(wrong);
        double before = loop.rollouts().summary("things", OptionalInt.empty()).agreement();
        for (int i = 0; i < right.size(); i++) {
            loop.validations(List.of(correcting(wrong.get(i), right.get(i))));
        }

        ProgramSummary summary = loop.rollouts().summary("things", OptionalInt.empty());
        assertThat(summary.labels()).isEqualTo(120);
        assertThat(summary.agreement()).isEqualTo(agreement(right));
        assertThat(before).isEqualTo(agreement(wrong)).isNotEqualTo(agreement(right));
        wish(Regeneration.Reason.MORE_LABELS);
        loop.improve();
        run(2_000);

        assertThat(active()).isEqualTo(2);
        assertThat(agreement(stream(200))).isGreaterThan(0.97);
    }

    private static Validation mistaken(Validation right) {
        ObjectNode json = Json.MAPPER.valueToTree(right);
        json.put("expected", right.expected().textValue().equals("fruit") ? "tool" : "fruit");
        return Json.MAPPER.convertValue(json.put("agrees", !right.agrees()), Validation.class);
    }

    private static Validation correcting(Validation earlier, Validation later) {
        ObjectNode json = Json.MAPPER.valueToTree(later);
        json.put("validated_at", earlier.validatedAt().plusSeconds(1).toString());
        json.put("replaces", true);
        json.set(
                "corrects",
                Json.MAPPER.valueToTree(
                        new Validation.Earlier(
                                earlier.expected(),
                                earlier.oracle(),
                                earlier.agrees() ? List.of(1) : List.of(),
                                earlier.validatedAt())));
        return Json.MAPPER.convertValue(json, Validation.class);
    }

    @Test
    void shouldTakeAWorseVersionBackWithoutHelpAndNeverGiveItMoreThanTheFirstStep()
            throws Exception {
        int worse =
                add(
                        "return Answer.of(\"fruit\".equals(in.text(\"text\")) ? \"fruit\" : \"tool\");");
        loop.rollouts().challenge("things", worse, "made worse on purpose");
        run(2_000);

        assertThat(highestShare).isLessThanOrEqualTo(0.05);
        assertThat(deployments.state("things").stageOf(worse)).isEqualTo(Stage.ROLLED_BACK);
        assertThat(stages()).containsExactly("v1 active 1.0");
        assertThat(rollouts().get(0).reason())
                .isEqualTo("the duels show that the champion is better");
    }

    @Test
    void shouldTakeAVersionBackThatFails() throws Exception {
        int failing =
                add(
                        "String text = in.text(\"text\");"
                                + " if (text.length() % 9 == 0) throw new IllegalStateException();"
                                + " return Answer.of(text.matches(\".*(apple|pear|plum|cherry|quince|fig).*\")"
                                + " ? \"fruit\" : \"tool\");");
        loop.rollouts().challenge("things", failing, "tried");
        run(1_000);

        assertThat(deployments.state("things").stageOf(failing)).isEqualTo(Stage.ROLLED_BACK);
        assertThat(rollouts().get(0).reason())
                .startsWith("errors: ")
                .contains("of the challenger's");
    }

    @Test
    void shouldLearnTheNewMeaningAfterAShift() {
        stream(150);
        wish(Regeneration.Reason.MORE_LABELS);
        loop.improve();
        run(2_000);
        assertThat(active()).isEqualTo(2);
        String[] fruit = FRUIT.clone();
        System.arraycopy(TOOLS, 0, FRUIT, 0, FRUIT.length);
        System.arraycopy(fruit, 0, TOOLS, 0, TOOLS.length);
        try {
            assertThat(agreement(stream(100))).isLessThan(0.1);
            wish(Regeneration.Reason.DRIFT);
            loop.improve();
            run(2_000);
            assertThat(active()).isEqualTo(3);
            assertThat(agreement(stream(200))).isGreaterThan(0.97);
        } finally {
            System.arraycopy(FRUIT, 0, TOOLS, 0, TOOLS.length);
            System.arraycopy(fruit, 0, FRUIT, 0, FRUIT.length);
        }
    }

    @Test
    void shouldTakeTheStreamToHaveChangedWhenTheWishSaysSo() {
        stream(50);
        Instant changed = clock.instant().minusSeconds(7);
        loop.wish(
                new Regeneration(
                        "shift",
                        "things",
                        1,
                        Regeneration.Reason.DRIFT,
                        "t",
                        clock.instant(),
                        changed));
        assertThat(regime()).isEqualTo(changed);

        wish(Regeneration.Reason.UNSEEN);
        assertThat(regime()).as("what was known stays known").isEqualTo(changed);
    }

    private Instant regime() {
        return centre.database().inTransaction(handle -> AttemptTable.regime(handle, "things"));
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() {
        stream(150);
        wish(Regeneration.Reason.MORE_LABELS);
        start(); // as after a crash: the wish is in the database, and nothing was made of it
        loop.improve();
        List<Validation> before = stream(30);
        loop.step();
        Rollout known = rollouts().get(0).rollout();
        start();
        loop.validations(before); // the bringer does not know that they are kept
        assertThat(rollouts().get(0).rollout()).isEqualTo(known);
        run(2_000);
        assertThat(active()).isEqualTo(2);
    }

    @Test
    void shouldTellTheEnginesHowOftenTheActiveVersionIsRight() {
        stream(60);
        loop.note();
        assertThat(audit()).as("for a policy that does not ask").isNull();

        deployments.updateTask(
                TaskFile.parse(TASK.replace("random", "mixed"), "things.yaml"), "look closer");
        loop.note();
        LiveVersion.Audit first = audit();
        assertThat(first.labels()).isEqualTo(60);
        assertThat(first.agreements() / 60.0).isBetween(0.4, 0.75);
        assertThat(first.evenness()).as("one fruit, one tool").isBetween(0.8, 1.0);
        assertThat(deployments.history("things", 1).get(0).reason())
                .matches(
                        "v1 agrees with the oracle in \\d\\d\\.\\d% of 60 audit labels; evenness of the"
                                + " answers 0\\.\\d\\d");

        engine.apply(deployments.state("things").deployment());
        long told = deployments.find("things").revision();
        stream(20);
        loop.note();
        assertThat(deployments.find("things").revision()).as("nothing new").isEqualTo(told);

        deployments.updateTask(
                TaskFile.parse(
                        TASK.replace("random", "mixed").replace("tool]", "tool, plant]"),
                        "things.yaml"),
                "there are plants");
        stream(200);
        loop.note();
        assertThat(audit().labels()).isGreaterThan(2 * 60);
        assertThat(audit().evenness()).as("and no plant").isBetween(0.55, 0.64);
    }

    @Test
    void shouldKeepWhatTheAuditHasToldWhileVersionsChangeTheirParts() throws Exception {
        deployments.updateTask(
                TaskFile.parse(TASK.replace("random", "mixed"), "things.yaml"), "look closer");
        stream(60);
        loop.note();
        LiveVersion.Audit told = audit();
        int second = add("return Answer.of(\"tool\");");

        deployments.decide(
                "things", "a try", decision -> decision.swap(second), (handle, deployed) -> {});
        assertThat(active()).isEqualTo(second);
        assertThat(audit()).as("of the new one").isNull();
        assertThat(deployments.state("things").deployed(1).orElseThrow().audit()).isEqualTo(told);

        deployments.activate("things", 1, "back");
        assertThat(audit()).isEqualTo(told);
    }

    @Test
    void shouldSayOfAVersionThatHasAnsweredNothingThatItAgreesWithNothing() {
        stream(120);
        wish(Regeneration.Reason.MORE_LABELS);
        loop.improve();

        assertThat(
                        centre.database()
                                .<AuditCounts>inTransaction(
                                        h -> JudgementTable.counts(h, "things", 2, Instant.EPOCH)))
                .isEqualTo(AuditCounts.NONE);
        assertThat(
                        centre.database()
                                .<List<ChangePoint.Trial>>inTransaction(
                                        h -> JudgementTable.audits(h, "things", 2)))
                .isEmpty();
    }

    @Test
    void shouldNotMoveTheRegimeForALabelShift() {
        stream(50);
        wish(Regeneration.Reason.LABEL_SHIFT);
        assertThat(regime()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void shouldCountInTelemetryOnceWhatIsBroughtTwice() {
        List<Validation> told = stream(20);
        loop.validations(told);

        assertThat(loop.telemetry().take(clock.instant()).tasks().get(0).oracle().answered())
                .isEqualTo(20);
    }

    private LiveVersion.Audit audit() {
        return deployments.state("things").active().orElseThrow().audit();
    }

    @Test
    void shouldJudgeAShadowOnlyWhereItRan() throws Exception {
        stream(50);
        int second = add("return Answer.of(\"tool\");");
        deployments.shadow("things", second, 0.25, "a look");
        int ran = 0;
        for (Validation validation : stream(200)) {
            ran += validation.verdicts().containsKey(second) ? 1 : 0;
        }

        assertThat(ran).isBetween(20, 90);
        assertThat(judged(second)).hasSize(ran);
    }

    @Test
    void shouldCountNoPairWhereTheChallengerDidNotRun() throws Exception {
        stream(50);
        int second =
                add(
                        "return Answer.of(in.text(\"text\").matches(\".*(apple|pear).*\")"
                                + " ? \"fruit\" : \"tool\");");
        loop.rollouts().challenge("things", second, "tried");
        Rollout before = rollouts().get(0).rollout();
        List<Validation> alone = new ArrayList<>();
        for (Validation each : unheard(20)) {
            alone.add(withoutOthers(each));
        }

        loop.validations(alone);

        assertThat(rollouts().get(0).rollout()).isEqualTo(before);
        assertThat(judged(second)).isEmpty();
    }

    @Test
    void shouldLearnFromWhatRanForAnotherDataFolderAndJudgeNobodyByIt() {
        List<Validation> elsewhere = new ArrayList<>();
        for (Validation each : unheard(20)) {
            ObjectNode json = Json.MAPPER.valueToTree(each);
            json.put("revision", 7);
            elsewhere.add(Json.read(Json.bytes(json), Validation.class));
        }

        loop.validations(elsewhere);

        assertThat(judged(1)).isEmpty();
        List<JsonNode> inputs =
                centre.database()
                        .inTransaction(h -> LabelTable.inputs(h, "things", Instant.EPOCH, 100));
        assertThat(inputs).hasSize(20);
    }

    /** As when the challenger is quarantined on the subtask. */
    private static Validation withoutOthers(Validation validation) {
        ObjectNode json = Json.MAPPER.valueToTree(validation);
        json.remove(List.of("others", "same"));
        return Json.read(Json.bytes(json), Validation.class);
    }

    private List<Judged> judged(int version) {
        return centre.database()
                .inTransaction(
                        handle ->
                                JudgementTable.judged(
                                        handle, "things", version, Instant.EPOCH, 1_000));
    }

    @Test
    void shouldCompareNewVersionsOnAuditLabelsAlone() {
        List<Validation> chosen = new ArrayList<>();
        for (Validation each : unheard(60)) {
            ObjectNode json = Json.MAPPER.valueToTree(each);
            json.put("draw", "learn");
            chosen.add(Json.read(Json.bytes(json), Validation.class));
        }
        loop.validations(chosen);
        stream(50);
        wish(Regeneration.Reason.MORE_LABELS);
        loop.improve();

        assertThat(rollouts().get(0).rollout().earlier().pairs()).isBetween(40L, 50L);
    }

    @Test
    void shouldNotSayThatTheTargetIsMetWhenManyLabelsAreMissing() {
        String easy = TASK + "accuracy_target: 0.4\n";
        deployments.updateTask(TaskFile.parse(easy, "things.yaml"), "easy");
        stream(200);
        assertThat(loop.rollouts().summary("things", OptionalInt.empty()).status())
                .isEqualTo(TargetStatus.MET);
        List<Validation> open = new ArrayList<>();
        for (Validation each : unheard(100)) {
            ObjectNode json = Json.MAPPER.valueToTree(each);
            json.remove(List.of("expected", "agrees", "others", "same"));
            open.add(Json.read(Json.bytes(json), Validation.class));
        }

        loop.validations(open);

        ProgramSummary summary = loop.rollouts().summary("things", OptionalInt.empty());
        assertThat(summary.labels()).isEqualTo(200);
        assertThat(summary.missing()).isEqualTo(100);
        assertThat(summary.status()).isEqualTo(TargetStatus.UNKNOWN);
    }

    @Test
    void shouldStayWhereItIsWhileAPersonWantsItTo() {
        stream(150);
        wish(Regeneration.Reason.MORE_LABELS);
        loop.improve();
        loop.rollouts().pause("things", true);
        run(300);
        assertThat(stages()).containsExactly("v1 active 1.0", "v2 shadow 1.0");

        loop.rollouts().pause("things", false);
        run(2_000);
        assertThat(active()).isEqualTo(2);
    }

    @Test
    void shouldTakeAProvisionalChallengerBackByHand() throws Exception {
        activateProvisionally();

        loop.rollouts().rollBack("things", "complaints");

        assertThat(active()).isEqualTo(1);
        assertThat(deployments.state("things").stageOf(2)).isEqualTo(Stage.ROLLED_BACK);
        RolloutReport report = loop.rollouts().show("things");
        assertThat(report.underWay()).isNull();
        assertThat(report.ended().get(0).phase()).isEqualTo(Rollout.Phase.ROLLED_BACK);
        assertThat(report.ended().get(0).reason()).isEqualTo("complaints");
    }

    @Test
    void shouldBringTheChampionBackWhenTheNextChallengerComesBeforeAnythingIsProven()
            throws Exception {
        activateProvisionally();
        long revision = deployments.state("things").deployment().revision();
        int next = add("return Answer.of(\"tool\");");

        loop.rollouts().challenge("things", next, "tried");

        assertThat(stages()).containsExactly("v1 active 1.0", "v3 shadow 1.0");
        assertThat(rollouts().get(0).rollout().champion()).isEqualTo(1);
        assertThat(rollouts().get(1).rollout().phase()).isEqualTo(Rollout.Phase.UNDECIDED);
        assertThat(rollouts().get(1).reason()).isEqualTo("undecided when v3 came");
        assertThat(deployments.history("things", 2).get(1).revision())
                .as("both in one decision")
                .isEqualTo(revision);
        assertThat(deployments.state("things").stageOf(2)).isEqualTo(Stage.RETIRED);
    }

    @Test
    void shouldBringTheChampionBackWhenNothingIsProvenInTheEnd() throws Exception {
        activateProvisionally();
        run(2_000);

        assertThat(rollouts().get(0).endedAt()).isNotNull();
        assertThat(rollouts().get(0).rollout().phase()).isEqualTo(Rollout.Phase.UNDECIDED);
        assertThat(stages()).containsExactly("v1 active 1.0");
        assertThat(deployments.state("things").stageOf(2)).isEqualTo(Stage.RETIRED);
    }

    @Test
    void shouldLeaveARolloutAloneWhenAChallengeCannotBegin() throws Exception {
        int second = add("return Answer.of(\"tool\");");
        loop.rollouts().challenge("things", second, "tried");
        stream(30);
        RolloutTable.Row before = rollouts().get(0);
        List<String> running = stages();

        assertThatThrownBy(() -> loop.rollouts().challenge("things", 99, "mistyped"))
                .isInstanceOf(NoSuchArtifactException.class)
                .hasMessage("there is no v99 of 'things'; stored versions: v1, v2");
        assertThatThrownBy(() -> loop.rollouts().challenge("things", second, "once more"))
                .isInstanceOf(DecisionRefusedException.class)
                .hasMessage(
                        "v2 of 'things' challenges v1 already; wait for what comes of it, or promote"
                                + " it or roll it back");

        assertThat(stages()).isEqualTo(running);
        assertThat(rollouts()).containsExactly(before);
    }

    /** A version that says the same as v1, so that duels show nothing. */
    private void challengeWithTheSame() throws Exception {
        String same = "in.text(\"text\").contains(\"apple\") ? \"fruit\" : \"tool\"";
        loop.rollouts()
                .challenge("things", add("String s = " + same + "; return Answer.of(s);"), "x");
        centre.database()
                .inTransaction(
                        handle -> {
                            RolloutTable.Row row = RolloutTable.open(handle, "things").get();
                            Rollout generated =
                                    Rollout.start(2, 1, 1, row.beganAt(), new PairCounts(40, 3, 9));
                            RolloutTable.update(handle, row.with(generated, row.reason(), null));
                            return null;
                        });
    }

    private void activateProvisionally() throws Exception {
        challengeWithTheSame();
        for (int i = 0;
                i < 200 && rollouts().get(0).rollout().phase() == Rollout.Phase.CHALLENGING;
                i++) {
            stream(10);
            loop.step();
        }
        assertThat(rollouts().get(0).rollout().phase()).isEqualTo(Rollout.Phase.PROVISIONAL);
    }

    @Test
    void shouldNeitherSwapVersionsNorForgetThatItDidWhenItBreaksOffInBetween() throws Exception {
        challengeWithTheSame();
        centre.database()
                .inTransaction(
                        handle ->
                                handle.execute(
                                        "alter table rollouts add constraint crash"
                                                + " check (state not like '%provisional%')"));
        for (int i = 0; i < 27; i++) {
            stream(10); // with more labels nothing is decided provisionally
            loop.step();
        }
        assertThat(stages()).containsExactly("v1 active 1.0", "v2 canary 1.0");

        centre.database()
                .inTransaction(h -> h.execute("alter table rollouts drop constraint crash"));
        start();
        execute(engine, 50, "hammer");
        loop.step();

        assertThat(stages()).containsExactly("v1 shadow 1.0", "v2 active 1.0");
        assertThat(rollouts().get(0).rollout().phase()).isEqualTo(Rollout.Phase.PROVISIONAL);
        assertThat(rollouts().get(0).endedAt()).isNull();
    }

    @Test
    void shouldEndTheRolloutOfAChallengerThatEnginesQuarantine() throws Exception {
        int failing = add("throw new IllegalStateException();");
        loop.rollouts().challenge("things", failing, "tried");
        stream(210);
        loop.step();

        assertThat(stages()).containsExactly("v1 active 1.0");
        assertThat(deployments.state("things").stageOf(failing)).isEqualTo(Stage.QUARANTINED);
        RolloutTable.Row ended = rollouts().get(0);
        assertThat(ended.endedAt()).isNotNull();
        assertThat(ended.rollout().phase()).isEqualTo(Rollout.Phase.ROLLED_BACK);
        assertThat(ended.reason())
                .isEqualTo(
                        "v2 is quarantined: it failed 200 of its last 200 requests, most often with"
                                + " 'IllegalStateException at line 3'");
        assertThat(deployments.history("things", 1).get(0).reason()).isEqualTo(ended.reason());
    }

    @Test
    void shouldGoBackToTheLastVersionWhenTheActiveOneFailsEverywhere() throws Exception {
        deployments.activate("things", add("throw new IllegalStateException();"), "by mistake");
        loop.rollouts().challenge("things", add("return Answer.of(\"tool\");"), "tried");
        loop.rollouts().pause("things", true);
        stream(200);
        loop.step();
        assertThat(active()).as("other engines may say otherwise").isEqualTo(2);
        clock.now = clock.now.plusSeconds(1);
        loop.step();

        assertThat(stages()).containsExactly("v1 active 1.0");
        assertThat(deployments.state("things").stageOf(2)).isEqualTo(Stage.QUARANTINED);
        assertThat(deployments.history("things", 1).get(0).reason())
                .isEqualTo(
                        "v2 is quarantined: it failed 200 of all 200 requests, most often with"
                                + " 'IllegalStateException at line 3'");
        RolloutTable.Row ended = rollouts().get(0);
        assertThat(ended.endedAt()).isNotNull();
        assertThat(ended.rollout().phase()).isEqualTo(Rollout.Phase.UNDECIDED);
        assertThat(ended.reason()).isEqualTo(deployments.history("things", 1).get(0).reason());
    }

    @Test
    void shouldTellPeopleWhenTheActiveVersionFailsAndNobodyStandsBy() throws Exception {
        int failing = add("throw new IllegalStateException();");
        deployments.activate("things", failing, "by mistake");
        deployments.standby("things", OptionalInt.empty(), "nobody");
        stream(199);
        assertThat(failing()).as("too few to tell").isNull();
        stream(1);
        clock.now = clock.now.plusSeconds(1);
        loop.step();

        assertThat(stages()).containsExactly("v2 active 1.0");
        assertThat(failing())
                .isEqualTo(
                        "v2 fails and goes on answering, for no version stands by: 200 of all 200"
                                + " requests failed, most often with 'IllegalStateException at line"
                                + " 3'; activate another version, or ask for a better one");
        deployments.activate("things", 1, "it was good");
        assertThat(failing()).isNull();
    }

    /** The engine has told a service that is gone. */
    @Test
    void shouldTellPeopleAfterARestartThatTheActiveVersionFails() throws Exception {
        deployments.activate("things", add("throw new IllegalStateException();"), "by mistake");
        deployments.standby("things", OptionalInt.empty(), "nobody");
        stream(200);
        start();
        stream(210);

        assertThat(failing())
                .isEqualTo(
                        "v2 fails and goes on answering, for no version stands by: 210 of all 210"
                                + " requests failed; activate another version, or ask for a better"
                                + " one");
    }

    @Test
    void shouldTellPeopleWhenWhatFailedOnOneEngineFailsOnAll() throws Exception {
        String rarely = "if (in.text(\"text\").isEmpty()) throw new IllegalStateException();";
        deployments.activate("things", add(rarely + " return Answer.of(\"tool\");"), "better");
        deployments.standby("things", OptionalInt.empty(), "nobody");
        stream(1_000);
        Engine other = new Engine(EngineOptions.of("things"), 3, clock, loop::event);
        other.apply(deployments.state("things").deployment());
        execute(other, 200, "");
        clock.now = clock.now.plusSeconds(1);
        loop.step();
        assertThat(failing()).isNull();
        execute(other, 60, "");

        assertThat(failing())
                .isEqualTo(
                        "v2 fails and goes on answering, for no version stands by: 260 of all 1260"
                                + " requests failed, most often with 'IllegalStateException at line"
                                + " 3'; activate another version, or ask for a better one");
    }

    @Test
    void shouldTellNobodyOfAVersionThatFailsOnOneEngineOnly() throws Exception {
        String rarely = "if (in.text(\"text\").isEmpty()) throw new IllegalStateException();";
        deployments.activate("things", add(rarely + " return Answer.of(\"tool\");"), "better");
        deployments.standby("things", OptionalInt.empty(), "nobody");
        stream(1_000);
        Engine other = new Engine(EngineOptions.of("things"), 3, clock, loop::event);
        other.apply(deployments.state("things").deployment());
        execute(other, 210, "");
        clock.now = clock.now.plusSeconds(1);
        loop.step();

        assertThat(failing()).isNull();
    }

    private String failing() {
        return loop.rollouts().show("things").active().failing();
    }

    @Test
    void shouldGiveTheActiveVersionItsRequestsBackWhenItFailsOnOneEngineOnly() throws Exception {
        String rarely = "if (in.text(\"text\").isEmpty()) throw new IllegalStateException();";
        deployments.activate("things", add(rarely + " return Answer.of(\"tool\");"), "better");
        stream(1_000);
        Engine other = new Engine(EngineOptions.of("things"), 3, clock, loop::event);
        long revision = deployments.state("things").deployment().revision();
        other.apply(deployments.state("things").deployment());
        execute(other, 210, "");

        loop.step();
        clock.now = clock.now.plusSeconds(5);
        loop.step();
        assertThat(deployments.state("things").deployment().revision()).isEqualTo(revision);
        clock.now = clock.now.plusSeconds(5);
        loop.step();
        loop.step();

        assertThat(stages()).containsExactly("v2 active 1.0");
        assertThat(deployments.state("things").deployment().revision()).isEqualTo(revision + 1);
        assertThat(deployments.history("things", 1).get(0).reason())
                .isEqualTo(
                        "v2 gets all its requests back: subtask 3 took them from it, but over all"
                                + " it failed only 200 of 1200");
    }

    @Test
    void shouldNotMindAQuarantineUnderAnOlderDeployment() throws Exception {
        deployments.activate("things", add("throw new IllegalStateException();"), "by mistake");
        stream(210);
        deployments.dealtWith("things", "w", "whatever makes another revision");
        clock.now = clock.now.plusSeconds(60);
        loop.step();

        assertThat(active()).isEqualTo(2);
    }

    @Test
    void shouldEndARolloutWhenSomebodyDecidesOtherwise() throws Exception {
        int other = add("return Answer.of(\"tool\");");
        loop.rollouts().challenge("things", other, "tried");
        deployments.activate("things", other, "a person wants it");
        loop.step();

        assertThat(rollouts().get(0).endedAt()).isNotNull();
        assertThat(rollouts().get(0).reason())
                .isEqualTo("somebody has decided otherwise about its versions");
        assertThat(active()).isEqualTo(other);
    }

    @Test
    void shouldSayWhenNobodyCanBeChallenged() {
        deployments.retire("things", "no more");
        assertThatThrownBy(() -> loop.rollouts().challenge("things", 1, "tried"))
                .isInstanceOf(DecisionRefusedException.class)
                .hasMessage(
                        "no version of 'things' is active, so v1 has nobody to challenge; activate"
                                + " it");
    }

    @Test
    void shouldSayWhatCameOfAWishThatCannotBeFulfilled() {
        wish(Regeneration.Reason.ON_DEMAND);
        loop.improve();
        assertThat(attempts().get(0).outcome()).startsWith("nothing was made: ");
        assertThat(deployments.state("things").deployment().regeneration())
                .isEqualTo(attempts().get(0).id());
    }

    private int add(String body) throws Exception {
        String source =
                "import io.loopai.program.*;\npublic final class P implements Program {\n"
                        + "    public Answer answer(Input in) { "
                        + body
                        + " }\n}\n";
        return deployments
                .addVersion("things", NewProgram.written(source), "added")
                .version()
                .version();
    }

    private void wish(Regeneration.Reason reason) {
        String id = new java.util.UUID(0, clock.millis()).toString();
        assertThat(
                        loop.wish(
                                new Regeneration(
                                        id, "things", active(), reason, "test", clock.instant())))
                .isTrue();
    }

    /** Requests, with a look at the rollout every few of them, until it has ended. */
    private void run(int most) {
        for (int i = 0; i < most / 10 && rollouts().get(0).endedAt() == null; i++) {
            stream(10);
            loop.step();
            deployments.state("things").deployment().versions().stream()
                    .filter(version -> version.stage() == Stage.CANARY)
                    .forEach(version -> highestShare = Math.max(highestShare, version.share()));
        }
    }

    /** Requests that the oracle is not asked about. */
    private void execute(Engine on, int requests, String text) {
        for (int i = 0; i < requests; i++) {
            String request = "{\"input\":{\"text\":\"" + text + "\"}}";
            on.execute(RawRecord.whole(request.getBytes(UTF_8), "in", i));
        }
        on.takeTraffic().forEach(loop::traffic);
    }

    private List<Validation> stream(int requests) {
        List<Validation> validations = unheard(requests);
        loop.validations(validations);
        engine.takeTraffic().forEach(loop::traffic);
        return validations;
    }

    /** Of requests that the loop does not hear of. */
    private List<Validation> unheard(int requests) {
        engine.apply(deployments.state("things").deployment());
        List<Validation> validations = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            boolean fruit = random.nextBoolean();
            ObjectNode request = Json.MAPPER.createObjectNode();
            request.put("id", "r-" + asked++);
            request.putObject("input").put("text", text(fruit ? FRUIT : TOOLS));
            clock.now = clock.now.plusMillis(500);
            Executed executed =
                    (Executed) engine.execute(RawRecord.whole(Json.bytes(request), "in", i));
            Execution execution = Json.read(executed.execution(), Execution.class);
            validations.add(validation(execution, fruit ? "fruit" : "tool"));
        }
        return validations;
    }

    /** Two words that tell, among others that do not. */
    private String text(String[] words) {
        List<String> text = new ArrayList<>();
        text.add(words[random.nextInt(words.length)]);
        text.add(words[random.nextInt(words.length)]);
        for (int i = 0; i < 5; i++) {
            int place = random.nextInt(text.size() + 1);
            text.add(place, OTHERS.get(random.nextInt(OTHERS.size())));
        }
        return String.join(" ", text);
    }

    private static Validation validation(Execution execution, String right) {
        JsonNode expected = Json.MAPPER.getNodeFactory().textNode(right);
        List<Validation.OtherAnswer> others =
                execution.others() == null
                        ? null
                        : execution.others().stream()
                                .map(
                                        other ->
                                                new Validation.OtherAnswer(
                                                        other.version(),
                                                        other.programStatus(),
                                                        other.output(),
                                                        expected.equals(other.output())))
                                .toList();
        return new Validation(
                execution.id(),
                execution.task(),
                execution.version(),
                execution.input(),
                execution.output(),
                execution.confidence(),
                expected,
                expected.equals(execution.output()),
                others,
                execution.same(),
                execution.revision(),
                Oracle.LABELS,
                execution.draw(),
                execution.samplingProbability(),
                null,
                0,
                null,
                execution.executedAt(),
                execution.executedAt());
    }

    private static double agreement(List<Validation> validations) {
        return validations.stream().mapToInt(v -> v.agrees() ? 1 : 0).average().orElseThrow();
    }

    private int active() {
        return deployments.state("things").active().orElseThrow().version();
    }

    private List<String> stages() {
        Deployment deployment = deployments.state("things").deployment();
        return deployment.versions().stream()
                .filter(version -> !deployment.onlyStandsBy(version))
                .sorted(java.util.Comparator.comparing(LiveVersion::version))
                .map(v -> "v" + v.version() + " " + Json.name(v.stage()) + " " + v.share())
                .toList();
    }

    private List<RolloutTable.Row> rollouts() {
        return centre.database().inTransaction(h -> RolloutTable.all(h, "things", 10));
    }

    private List<AttemptTable.Row> attempts() {
        return centre.database().inTransaction(h -> AttemptTable.all(h, "things", 10));
    }

    /** Stands still until it is moved. */
    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-01-31T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
