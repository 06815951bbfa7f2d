package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.generator.Rows;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistilledCandidateTest {

    /** Of new records it says nothing. */
    private static final String SILENT =
            """
            import io.loopai.program.*;
            public final class Silent implements Program {
                public Answer answer(Input in) {
                    return Answer.abstain();
                }
            }
            """;

    private final List<LabelledRow> rows = Synonyms.rows(24, 1);
    private final List<LabelledRow> stream = Synonyms.rows(200, 3);
    private final List<LabelledRow> test = Synonyms.rows(300, 2);

    /** The program knows the stream's records and nothing else: only the model can carry that on. */
    @Test
    void shouldTeachTheModelWhatProgramsKnowOfRowsWithoutLabels() throws Exception {
        Map<JsonNode, JsonNode> known =
                stream.stream()
                        .collect(
                                Collectors.toMap(
                                        LabelledRow::input, LabelledRow::output, (a, b) -> a));
        Written knowing = written(input -> new Guess(known.get(input), 0.98));
        Folds folds = Folds.of(rows, 5, 1);
        PooledCandidate pooled = new PooledCandidate(learned(), List.of(knowing), 1);
        DistilledCandidate taught = new DistilledCandidate(learned(), List.of(knowing), 0);

        double pooledOutOfFold = right(pooled.outOfFold(folds));
        double taughtOutOfFold = right(taught.outOfFold(folds));
        double pooledAccuracy = accuracy(pooled.source(rows, 0));
        double taughtAccuracy = accuracy(taught.source(rows, 0));

        assertThat(taughtAccuracy).isGreaterThan(pooledAccuracy + 0.02);
        assertThat(taughtOutOfFold).isGreaterThanOrEqualTo(pooledOutOfFold);
        assertThat(taught.name())
                .isEqualTo(
                        "hybrid (1 programs; taught learned (words 1; 200 rows without labels))");
        assertThat(taught.strategy()).isEqualTo("hybrid");
    }

    /** Labels that say nothing: any other result than chance would have come from the row itself. */
    @Test
    void shouldNotLearnFromTheRowThatItIsMeasuredOn() {
        List<LabelledRow> random =
                IntStream.range(0, 150)
                        .mapToObj(i -> Rows.of("row" + i + " of" + i, "x" + (1 + i % 3)))
                        .toList();
        List<JsonNode> inputs = random.stream().map(LabelledRow::input).toList();
        LearnedCandidate learned =
                LearnedCandidate.withUnlabelled(Synonyms.TASK, "words 1", inputs, 0);
        DistilledCandidate taught =
                new DistilledCandidate(learned, List.of(written(input -> Guess.NONE)), 0);

        List<Guess> guesses = taught.outOfFold(Folds.of(random, 5, 1));

        assertThat(right(guesses, random)).isLessThan(0.5);
    }

    /** All labelled rows stood in prompts: what programs are worth shows on the others alone. */
    @Test
    void shouldWeighProgramsByWhatTheModelConfirmsWhereNoLabelDoes() {
        Map<JsonNode, JsonNode> known = new HashMap<>();
        Stream.concat(rows.stream(), stream.stream())
                .forEach(row -> known.put(row.input(), row.output()));
        Set<String> all = rows.stream().map(LabelledRow::id).collect(Collectors.toSet());
        JsonNode one = rows.get(0).output();
        Written knowing = new Written("a", SILENT, all, input -> new Guess(known.get(input), 0.9));
        Written guessing = new Written("b", SILENT, all, input -> new Guess(one, 0.9));
        DistilledCandidate taught =
                new DistilledCandidate(learned(), List.of(guessing, knowing), 0);
        taught.outOfFold(Folds.of(rows, 5, 1));

        String source = taught.source(rows, 0);

        assertThat(worth(source, 2)).isGreaterThan(worth(source, 1) + 0.2);
    }

    private static double worth(String source, int program) {
        Matcher vote = Pattern.compile("vote\\(answer" + program + ", ([-0-9.]+),").matcher(source);
        assertThat(vote.find()).isTrue();
        return Double.parseDouble(vote.group(1));
    }

    @Test
    void shouldRunAProgramOnceForEachInput() {
        Map<JsonNode, Integer> runs = new HashMap<>();
        List<Written> counting =
                List.of(
                        written(
                                input -> {
                                    runs.merge(input, 1, Integer::sum);
                                    return Guess.NONE;
                                }));
        Folds folds = Folds.of(rows, 5, 1);
        new PooledCandidate(learned(), counting, 1).outOfFold(folds);
        DistilledCandidate taught = new DistilledCandidate(learned(), counting, 0);
        taught.outOfFold(folds);
        taught.source(rows, 0);

        assertThat(runs).hasSizeGreaterThan(rows.size());
        assertThat(runs.values()).containsOnly(1);
    }

    @Test
    void shouldWriteAProgramAlsoBeforeAnythingIsMeasured() throws Exception {
        DistilledCandidate taught =
                new DistilledCandidate(learned(), List.of(written(input -> Guess.NONE)), 0);

        assertThat(accuracy(taught.source(rows, 0))).isGreaterThan(0.4);
    }

    private LearnedCandidate learned() {
        List<JsonNode> inputs = stream.stream().map(LabelledRow::input).toList();
        return LearnedCandidate.withUnlabelled(Synonyms.TASK, "words 1", inputs, 0);
    }

    private static Written written(Function<JsonNode, Guess> answers) {
        return new Written("llm 1", SILENT, Set.of(), answers);
    }

    private double right(List<Guess> guesses) {
        return right(guesses, rows);
    }

    private static double right(List<Guess> guesses, List<LabelledRow> rows) {
        return IntStream.range(0, rows.size())
                .map(i -> rows.get(i).output().equals(guesses.get(i).output()) ? 1 : 0)
                .average()
                .orElse(0);
    }

    private double accuracy(String source) throws Exception {
        ProgramTrial trial =
                new ProgramTrial(Synonyms.TASK, Sandbox.compile(source, CompilerKind.ECJ));
        return test.stream()
                .mapToInt(row -> trial.run(row.input()).isRight(row.output()) ? 1 : 0)
                .average()
                .orElse(0);
    }
}
