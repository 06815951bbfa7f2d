package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.decision.OracleConsistency;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.NewProgram;
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
