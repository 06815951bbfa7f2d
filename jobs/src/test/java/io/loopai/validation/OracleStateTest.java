package io.loopai.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.decision.OracleConsistency;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OracleStateTest {

    private static final OracleState DOUBTFUL =
            new OracleState(new OracleConsistency(50, 50), null, null);

    @Test
    void shouldCountWhatTheAuditHasAskedTwice() {
        OracleState state =
                OracleState.START
                        .with(validation(Draw.AUDIT, true))
                        .with(validation(Draw.AUDIT, false))
                        .with(validation(Draw.AUDIT, null))
                        .with(validation(Draw.LEARN, false));

        assertThat(state.consistency()).isEqualTo(new OracleConsistency(1, 1));
    }

    @Test
    void shouldLowerATargetThatIsOutOfReach() {
        assertThat(DOUBTFUL.reachable(task("accuracy_target: 0.9"))).isBetween(0.7, 0.82);
        assertThat(DOUBTFUL.reachable(task("accuracy_target: 0.7"))).isEqualTo(0.7);
        assertThat(OracleState.START.reachable(task("accuracy_target: 0.99"))).isEqualTo(0.99);
    }

    @Test
    void shouldTellOnceForEachTarget() {
        TaskSpec task = task("accuracy_target: 0.9");

        assertThat(DOUBTFUL.news(task)).isPresent();
        assertThat(DOUBTFUL.toldOf(task).news(task)).isEmpty();
        assertThat(DOUBTFUL.toldOf(task).news(task("accuracy_target: 0.95"))).isPresent();
        assertThat(DOUBTFUL.news(task("accuracy_target: 0.7"))).isEmpty();
    }

    @Test
    void shouldRuleOutNothingWhereAnswersMayAgreeThatAreNotEqual() {
        TaskSpec task = task("accuracy_target: 0.9", "comparison: {kind: fuzzy}");

        assertThat(DOUBTFUL.reachable(task)).isEqualTo(0.9);
        assertThat(DOUBTFUL.news(task)).isEmpty();
    }

    @Test
    void shouldStartAnewWhenTheOracleIsAskedSomethingElse() {
        OracleState state =
                OracleState.START.with(task("oracle: llm")).with(validation(Draw.AUDIT, false));

        assertThat(state.with(task("oracle: llm", "accuracy_target: 0.5"))).isEqualTo(state);
        assertThat(state.with(task("oracle: human")).consistency())
                .isEqualTo(OracleConsistency.NONE);
        assertThat(state.with(described("Is it unwanted?")).consistency())
                .isEqualTo(OracleConsistency.NONE);
    }

    private static TaskSpec described(String description) {
        ObjectNode json = Json.MAPPER.valueToTree(task("oracle: llm"));
        return Json.MAPPER.convertValue(json.put("description", description), TaskSpec.class);
    }

    @Test
    void shouldSurviveACheckpoint() {
        OracleState told = DOUBTFUL.toldOf(task());

        assertThat(Json.read(Json.bytes(told), OracleState.class)).isEqualTo(told);
    }

    private static TaskSpec task(String... lines) {
        return Asked.task(lines).spec();
    }

    private static Validation validation(Draw draw, Boolean consistent) {
        return new Validation(
                "id",
                "spam",
                1,
                Json.MAPPER.createObjectNode(),
                Asked.text("ham"),
                1.0,
                Asked.text("ham"),
                true,
                null,
                null,
                1,
                Oracle.LLM,
                draw,
                0.05,
                consistent,
                0,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
