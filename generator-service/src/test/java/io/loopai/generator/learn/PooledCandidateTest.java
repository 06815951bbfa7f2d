package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.generator.Rows;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PooledCandidateTest {

    private static final TaskSpec TASK = Rows.ticketTask("");

    private static final String KNOWS_BILLS =
            """
            import io.loopai.program.*;
            public final class Bills implements Program {
                public Answer answer(Input in) {
                    return in.text("text").matches(".*(invoice|refund|charge|payment|card).*")
                            ? Answer.of("billing", 0.95)
                            : Answer.of("praise", 0.5);
                }
            }
            """;

    private final List<LabelledRow> rows = Rows.tickets(60, 1);

    @Test
    void shouldBeFarBetterThanAWeakProgramAndHardlyWorseThanTheModel() throws Exception {
        PooledCandidate pooled = new PooledCandidate(learned(), List.of(written(Set.of())), 0);
        pooled.outOfFold(Folds.of(rows, 5, 1));
        String source = pooled.source(rows, 0);

        assertThat(source).contains("ScorePool.of(learned, ").contains(".vote(answer1, ");
        List<LabelledRow> test = Rows.tickets(300, 2);
        assertThat(accuracy(source, test))
                .isGreaterThan(accuracy(KNOWS_BILLS, test) + 0.2)
                .isGreaterThan(accuracy(learned().source(rows, 0), test) - 0.03); // that is 99%
    }

    @Test
    void shouldWriteAProgramAlsoBeforeAnythingIsMeasured() throws Exception {
        String source =
                new PooledCandidate(learned(), List.of(written(Set.of())), 0).source(rows, 0);

        assertThat(accuracy(source, Rows.tickets(300, 2))).isGreaterThan(0.6);
    }

    /** A program that saw the answers looks perfect on them: they say nothing of it. */
    @Test
    void shouldNotWeighProgramsByRowsThatTheyWereShown() {
        Set<String> all = rows.stream().map(LabelledRow::id).collect(Collectors.toSet());
        Folds folds = Folds.of(rows, 5, 1);
        PooledCandidate blind = new PooledCandidate(learned(), List.of(written(all)), 0);
        blind.outOfFold(folds);
        PooledCandidate seeing = new PooledCandidate(learned(), List.of(written(Set.of())), 0);
        seeing.outOfFold(folds);

        assertThat(blind.seen()).isEqualTo(all);
        assertThat(blind.source(rows, 0)).contains(".vote(answer1, 0.750, 0.750)");
        assertThat(seeing.source(rows, 0)).doesNotContain(".vote(answer1, 0.750, 0.750)");
    }

    private static LearnedCandidate learned() {
        return new LearnedCandidate(TASK, "words 1-2, chars 2-5", Weighing.ALIKE, 1);
    }

    private static Written written(Set<String> seen) {
        return new Written(
                "llm 1",
                KNOWS_BILLS,
                seen,
                input -> {
                    boolean bill =
                            input.path("text")
                                    .textValue()
                                    .matches(".*(invoice|refund|charge|payment|card).*");
                    return new Guess(
                            Rows.of("", bill ? "billing" : "praise").output(), bill ? 0.95 : 0.5);
                });
    }

    private static double accuracy(String source, List<LabelledRow> rows) throws Exception {
        ProgramTrial trial = new ProgramTrial(TASK, Sandbox.compile(source, CompilerKind.ECJ));
        return rows.stream()
                .mapToInt(row -> trial.run(row.input()).isRight(row.output()) ? 1 : 0)
                .average()
                .orElse(0);
    }
}
