package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.decision.OracleConsistency;
import io.loopai.generator.LabelledRow;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.NewProgram;
import io.loopai.service.telemetry.TelemetryReport;
import io.loopai.store.DataDir;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir private Path folder;
    private DecisionCentre centre;
    private ImprovementLoop loop;
    private Labels labels;

    @BeforeEach
    void open() throws Exception {
        centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
        centre.deployments().createTask(task("description: Is it spam?"), null);
        String source =
                """
                import io.loopai.program.*;
                public final class P implements Program {
                    public Answer answer(Input in) { return Answer.of("ham"); }
                }
                """;
        centre.deployments().addVersion("spam", NewProgram.written(source), "added");
        loop =
                ImprovementLoop.of(
                        centre.database(),
                        centre.deployments(),
                        Optional::empty,
                        ImprovementLoop.Options.DEFAULT);
        labels = new Labels(centre.database());
        loop.validations(IntStream.range(0, 50).mapToObj(LabelsTest::validation).toList());
    }

    private static TaskSpec task(String line) {
        return TaskFile.parse(
                """
                id: spam
                input_schema: {type: object, properties: {text: {type: string}}}
                output_schema: {type: string, enum: [spam, ham]}
                """
                        + line,
                "spam.yaml");
    }

    @AfterEach
    void close() {
        loop.close();
        centre.close();
    }

    @Test
    void shouldForgetWhatALabelSaysAndCountItAllTheSame() {
        ProgramSummary before = summary();
        assertThat(before.agreement()).isEqualTo(34.0 / 45);
        assertThat(before.missing()).isEqualTo(5);
        assertThat(stored()).contains("private 9", "private 10", "private 13");

        assertThat(labels.forget("spam", "r-9")).isTrue();
        assertThat(labels.forget("spam", "r-10")).isTrue();
        assertThat(labels.forget("spam", "r-13")).isTrue();

        assertThat(stored()).doesNotContain("private 9", "private 10", "private 13");
        assertThat(stored()).hasSize(47);
        assertThat(summary().labels()).isEqualTo(before.labels());
        assertThat(summary().agreement()).isEqualTo(before.agreement());
        assertThat(summary().missing()).isEqualTo(before.missing());
        assertThat(training()).hasSize(43).doesNotContain("private 10", "private 13");
        assertThat(summary().mistakes().wrong()).isEqualTo(before.mistakes().wrong() - 2);
        assertThat(labels.forget("spam", "r-13")).isFalse();
        assertThat(labels.forget("spam", "never")).isFalse();
        assertThat(labels.forget("other", "r-1")).isFalse();
    }

    @Test
    void shouldNotKeepAgainWhatComesAgain() {
        IntStream.range(0, 50).forEach(i -> labels.forget("spam", "r-" + i));
        assertThat(stored()).isEmpty();

        loop.validations(IntStream.range(0, 50).mapToObj(LabelsTest::validation).toList());
        loop.validations(List.of(validation(9, "spam")));

        assertThat(stored()).isEmpty();
        assertThat(training()).isEmpty();
        assertThat(summary().labels()).isEqualTo(45);
        assertThat(summary().missing()).isEqualTo(5);
        assertThat(summary().mistakes().labels()).isZero();
        assertThat(summary().macroRecall()).isNull();
    }

    @Test
    void shouldTakeACorrectedAnswerInThePlaceOfTheEarlierAndCountItOnce() {
        ProgramSummary before = summary();
        assertThat(before.agreement()).isEqualTo(34.0 / 45);
        assertThat(answer("r-10")).isEqualTo("spam");
        loop.telemetry().take(NOW);

        loop.validations(List.of(correcting(10, "spam", "ham", 1)));

        assertThat(answer("r-10")).isEqualTo("ham");
        assertThat(summary().agreement()).isEqualTo(35.0 / 45);
        assertThat(summary().labels()).isEqualTo(before.labels());
        assertThat(summary().missing()).isEqualTo(before.missing());
        assertThat(summary().mistakes().wrong()).isEqualTo(before.mistakes().wrong() - 1);
        assertThat(training()).hasSize(45);
        assertThat(loop.telemetry().take(NOW).tasks().get(0).oracle())
                .isEqualTo(new TelemetryReport.OfOracle(0, 0, 0, 1, 0));
        loop.validations(List.of(correcting(10, "spam", "ham", 1), validation(10)));
        assertThat(answer("r-10")).isEqualTo("ham");
        assertThat(loop.telemetry().take(NOW).tasks()).isEmpty();
    }

    /** The topic has partitions: what was said later may be read earlier. */
    @Test
    void shouldKeepWhatWasSaidLastInWhicheverOrderItIsRead() {
        loop.validations(
                List.of(
                        correcting(10, "ham", "spam", 2),
                        correcting(10, "spam", "ham", 1),
                        correcting(100, "ham", "spam", 2),
                        correcting(100, "spam", "ham", 1),
                        validation(100, "spam")));

        assertThat(answer("r-10")).isEqualTo("spam");
        assertThat(answer("r-100")).isEqualTo("spam");
        assertThat(summary().labels()).isEqualTo(46);
        assertThat(summary().agreement()).isEqualTo(34.0 / 46);
    }

    @Test
    void shouldCountInTelemetryWhatIsReadInAnotherOrder() {
        Validation late = said(101, "ham", Oracle.HUMAN, 1).marked(true, null);
        loop.telemetry().take(NOW);

        loop.validations(
                List.of(
                        correcting(100, "spam", "ham", 1),
                        validation(100, "spam"),
                        late,
                        validation(101, null),
                        correcting(10, "ham", "spam", 2),
                        correcting(10, "spam", "ham", 1)));

        assertThat(loop.telemetry().take(NOW).tasks().get(0).oracle())
                .isEqualTo(new TelemetryReport.OfOracle(2, 0, 2, 2, 0));
    }

    @Test
    void shouldTakeTheLastWordAlsoFromAJobThatHasForgottenWhatWasSaidBefore() {
        loop.validations(List.of(said(100, "spam", Oracle.LLM, 0)));
        assertThat(summary().agreement()).isEqualTo(34.0 / 46);
        loop.telemetry().take(NOW);

        loop.validations(List.of(said(100, "ham", Oracle.HUMAN, 1)));
        loop.validations(List.of(said(100, "spam", Oracle.LLM, 2)));

        assertThat(answer("r-100")).isEqualTo("ham");
        assertThat(summary().labels()).isEqualTo(46);
        assertThat(summary().agreement()).isEqualTo(35.0 / 46);
        assertThat(loop.telemetry().take(NOW).tasks().get(0).oracle())
                .isEqualTo(new TelemetryReport.OfOracle(0, 0, 0, 1, 0));
    }

    /** It says nothing new, and is later than a correction that is still on its way. */
    @Test
    void shouldGoByTheTimeOfAnAnswerThatIsSaidOnceMore() {
        loop.validations(List.of(said(100, "spam", Oracle.LLM, 0)));

        loop.validations(
                List.of(said(100, "spam", Oracle.HUMAN, 2), said(100, "ham", Oracle.HUMAN, 1)));

        assertThat(answer("r-100")).isEqualTo("spam");
        assertThat(summary().agreement()).isEqualTo(34.0 / 46);
    }

    @Test
    void shouldNotTakeWhatIsSaidOfAnotherExecutionThatHasTheSameId() {
        ObjectNode other = Json.MAPPER.valueToTree(said(10, "ham", Oracle.HUMAN, 200));
        other.put("executed_at", NOW.plus(Duration.ofHours(200)).toString());

        loop.validations(List.of(Json.MAPPER.convertValue(other, Validation.class)));

        assertThat(answer("r-10")).isEqualTo("spam");
        assertThat(summary().agreement()).isEqualTo(34.0 / 45);
    }

    /** The input that is kept is that of the one before. */
    @Test
    void shouldNotAnswerAnExecutionByWhatIsSaidOfALaterOneThatHasTheSameId() {
        loop.validations(List.of(validation(100, null)));
        ObjectNode other = Json.MAPPER.valueToTree(said(100, "ham", Oracle.HUMAN, 200));
        other.put("executed_at", NOW.plus(Duration.ofHours(300)).toString());

        loop.validations(List.of(Json.MAPPER.convertValue(other, Validation.class)));

        assertThat(summary().labels()).isEqualTo(45);
        assertThat(summary().agreement()).isEqualTo(34.0 / 45);
    }

    /** So many hours later, by a job that does not know of an answer before. */
    private static Validation said(int i, String expected, Oracle oracle, int hours) {
        ObjectNode json = Json.MAPPER.valueToTree(validation(i, expected));
        json.put("oracle", Json.name(oracle));
        json.put("executed_at", NOW.plus(Duration.ofHours(i)).plusNanos(123_456_789).toString());
        json.put("validated_at", NOW.plus(Duration.ofHours(i + hours)).toString());
        return Json.MAPPER.convertValue(json, Validation.class);
    }

    @Test
    void shouldBringNothingBackThatIsForgottenByCorrectingIt() {
        labels.forget("spam", "r-10");

        loop.validations(List.of(correcting(10, "spam", "ham", 1)));

        assertThat(stored()).doesNotContain("private 10");
        assertThat(training()).doesNotContain("private 10");
        assertThat(summary().agreement()).isEqualTo(34.0 / 45);
    }

    /** What the version said is not kept: whether it was right is not known any more. */
    @Test
    void shouldDropWhatACorrectedAnswerSaidOfAVersionThatDidNotRun() {
        centre.database()
                .inTransaction(
                        handle -> {
                            JudgementTable.insert(handle, "spam", "r-10", 2, null, true, true);
                            JudgementTable.insert(handle, "spam", "r-20", 2, null, true, true);
                            return null;
                        });

        loop.validations(List.of(correcting(10, "spam", "ham", 1)));

        Map<String, Boolean> judged =
                centre.database()
                        .inTransaction(h -> JudgementTable.audited(h, "spam", 2, Instant.EPOCH));
        assertThat(judged).containsOnlyKeys("r-20");
    }

    @Test
    void shouldGoOnHoldingBackARowWhoseAnswerIsCorrected() {
        loop.validations(IntStream.range(100, 1_500).mapToObj(i -> validation(i, "spam")).toList());
        List<String> heldOut = heldOut();
        assertThat(heldOut).isNotEmpty();
        int number = Integer.parseInt(heldOut.get(0).substring("r-".length()));

        loop.validations(List.of(correcting(number, "spam", "ham", 1)));

        assertThat(heldOut()).isEqualTo(heldOut);
        assertThat(summary().agreement()).isEqualTo(35.0 / 1_445);
    }

    private List<String> heldOut() {
        return centre
                .database()
                .inTransaction(h -> LabelTable.heldOut(h, "spam", Instant.EPOCH, 2_000))
                .stream()
                .map(LabelledRow::id)
                .toList();
    }

    /** What programs may learn of it. */
    private String answer(String id) {
        return centre
                .database()
                .inTransaction(h -> LabelTable.training(h, "spam", Instant.EPOCH, 1_000))
                .stream()
                .filter(row -> row.id().equals(id))
                .map(row -> row.output().textValue())
                .findFirst()
                .orElseThrow();
    }

    private static Validation correcting(int i, String earlier, String now, int hours) {
        Validation before = validation(i, earlier);
        ObjectNode json = Json.MAPPER.valueToTree(validation(i, now));
        json.put("validated_at", before.validatedAt().plus(Duration.ofHours(hours)).toString());
        json.put("replaces", true);
        json.set(
                "corrects",
                Json.MAPPER.valueToTree(
                        new Validation.Earlier(
                                before.expected(),
                                before.oracle(),
                                before.agrees() ? List.of(1) : List.of(),
                                before.validatedAt())));
        return Json.MAPPER.convertValue(json, Validation.class);
    }

    @Test
    void shouldForgetLabelsThatAreTooOld() {
        assertThat(labels.forgetBefore(NOW.plus(Duration.ofHours(20)))).isEqualTo(20);

        assertThat(stored()).hasSize(30).contains("private 20").doesNotContain("private 19");
        assertThat(summary().labels()).isEqualTo(45);
        assertThat(summary().mistakes().labels()).isEqualTo(27);
        assertThat(labels.forgetBefore(NOW.plus(Duration.ofHours(20)))).isZero();
    }

    @Test
    void shouldForgetHowTheOracleContradictedItselfWhenItIsAskedSomethingElse() {
        loop.validations(List.of(askedTwice(100, NOW), askedTwice(101, NOW)));
        assertThat(consistency()).isEqualTo(new OracleConsistency(0, 2));

        centre.deployments()
                .updateTask(task("description: Is it spam?\naccuracy_target: 0.7"), "less");
        assertThat(consistency()).isEqualTo(new OracleConsistency(0, 2));
        centre.deployments().updateTask(task("description: Is it unwanted?"), "clearer");
        assertThat(consistency()).isEqualTo(OracleConsistency.NONE);

        loop.validations(List.of(askedTwice(102, Instant.parse("2100-01-01T00:00:00Z"))));
        assertThat(consistency()).isEqualTo(new OracleConsistency(0, 1));
    }

    private OracleConsistency consistency() {
        return centre.database().inTransaction(h -> LabelTable.consistency(h, "spam"));
    }

    private static Validation askedTwice(int i, Instant at) {
        ObjectNode json = Json.MAPPER.valueToTree(validation(i, "ham"));
        json.put("consistent", false);
        json.put("executed_at", at.toString());
        return Json.MAPPER.convertValue(json, Validation.class);
    }

    private ProgramSummary summary() {
        return loop.rollouts().summary("spam", OptionalInt.empty());
    }

    /** Every tenth has no answer, of the others a quarter is wrong. */
    private static Validation validation(int i) {
        return validation(i, i % 10 == 9 ? null : i % 5 == 0 || i % 50 == 13 ? "spam" : "ham");
    }

    private static Validation validation(int i, String expected) {
        return new Validation(
                "r-" + i,
                "spam",
                1,
                Json.MAPPER.createObjectNode().put("text", "private " + i),
                Json.MAPPER.valueToTree("ham"),
                1.0,
                expected == null ? null : Json.MAPPER.valueToTree(expected),
                expected == null ? null : expected.equals("ham"),
                null,
                null,
                1,
                Oracle.LABELS,
                Draw.AUDIT,
                0.05,
                null,
                0,
                expected == null ? "no label came" : null,
                NOW.plus(Duration.ofHours(i)),
                NOW.plus(Duration.ofHours(i)));
    }

    private List<String> training() {
        return centre
                .database()
                .inTransaction(h -> LabelTable.training(h, "spam", Instant.EPOCH, 1_000))
                .stream()
                .map(row -> row.input().get("text").asText())
                .toList();
    }

    private List<String> stored() {
        return centre
                .database()
                .inTransaction(h -> LabelTable.inputs(h, "spam", Instant.EPOCH, 1_000))
                .stream()
                .map(input -> input.get("text").asText())
                .toList();
    }
}
