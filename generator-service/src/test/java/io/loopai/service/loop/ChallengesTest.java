package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NewProgram;
import io.loopai.store.DataDir;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChallengesTest {

    private static final String TASK =
            """
            id: things
            description: What a text is about.
            input_schema: {type: object, properties: {text: {type: string}}}
            output_schema: {type: string, enum: [fruit, tool]}
            """;

    @TempDir private Path folder;
    private DecisionCentre centre;
    private Deployments deployments;
    private Challenges challenges;

    @BeforeEach
    void open() throws Exception {
        centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
        deployments = centre.deployments();
        RolloutSteps steps =
                new RolloutSteps(
                        centre.database(),
                        deployments,
                        new TrafficBook(),
                        new RareRecalls(centre.database()),
                        Rollout.Pace.DEFAULT);
        challenges = new Challenges(centre.database(), deployments, steps, Clock.systemUTC());
        deployments.createTask(TaskFile.parse(TASK, "things.yaml"), null);
        for (String answer : List.of("fruit", "tool", "plum")) {
            deployments.addVersion("things", NewProgram.written(program(answer)), "added");
        }
    }

    private static String program(String answer) {
        return "import io.loopai.program.*; public final class P implements Program {"
                + " public Answer answer(Input in) { return Answer.of(\"%s\"); } }"
                        .formatted(answer);
    }

    @AfterEach
    void close() {
        centre.close();
    }

    /**
     * Two versions are compared for a while, and meanwhile another challenger may win: then the rollout
     * would be of a version that does not answer any more, and would end at once, with the challenger
     * in shadow for good.
     */
    @Test
    void shouldNotChallengeAVersionThatIsNotTheOneToBeatAnyMore() {
        deployments.activate("things", 2, "the challenger has taken over");

        assertThat(begin(3, 1)).isFalse();

        assertThat(rollouts()).isEmpty();
        assertThat(deployments.state("things").stageOf(3)).isNotEqualTo(Stage.SHADOW);
        assertThat(begin(3, 2)).isTrue();
        assertThat(rollouts()).extracting(row -> row.rollout().champion()).containsExactly(2);
        assertThat(deployments.state("things").stageOf(3)).isEqualTo(Stage.SHADOW);
    }

    private boolean begin(int version, int champion) {
        return challenges.begin("things", version, champion, 0.2, PairCounts.NONE, null, "tried");
    }

    private List<RolloutTable.Row> rollouts() {
        return centre.database().inTransaction(handle -> RolloutTable.all(handle, "things", 10));
    }
}
