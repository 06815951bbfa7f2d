package io.loopai.generator.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.comparison.Comparison;
import io.loopai.comparison.Comparisons;
import io.loopai.decision.AbstentionRule;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Rows;
import io.loopai.task.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final List<LabelledRow> ROWS = Rows.tickets(400, 1);
    private static final Comparison EXACT = Comparisons.of(null);

    @Test
    void shouldChooseWhatIsClearlyBetter() {
        Selection selection =
                select(new Guessing("weak", 1, 0.6, 1), new Guessing("good", 9, 0.9, 2));

        assertThat(selection.winner().name()).isEqualTo("good");
        assertThat(selection.measured())
                .extracting(each -> each.candidate().name())
                .containsExactly("good", "weak");
    }

    @Test
    void shouldChooseTheSimplerOfTwoThatAreAboutEquallyGood() {
        Selection selection =
                select(new Guessing("simple", 1, 0.9, 1), new Guessing("clever", 2, 0.905, 1));

        assertThat(selection.winner().name()).isEqualTo("simple");
    }

    @Test
    void shouldMeasureNobodyOnRowsThatStoodInAPrompt() {
        Guessing knows = new Guessing("knows its rows", 1, 0.5, 1);
        for (int i = 0; i < 300; i++) {
            knows.seen.add(ROWS.get(i).id());
        }
        Selection selection = select(knows, new Guessing("honest", 2, 0.8, 3));

        assertThat(selection.winner().name()).isEqualTo("honest");
        assertThat(selection.estimate().perLabel().values().stream().mapToInt(l -> l.rows()).sum())
                .isEqualTo(ROWS.stream().filter(row -> !knows.seen.contains(row.id())).count())
                .isLessThanOrEqualTo(100);
    }

    /** The best of fifty coins seems to be right more often than every second time. */
    @Test
    void shouldNotPromiseTheLuckOfTheWinner() {
        List<Candidate> coins = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            coins.add(new Guessing("coin " + i, 1, 0.5, i));
        }
        Selection selection = Selection.among(coins, ROWS.subList(0, 100), EXACT, 1).orElseThrow();

        assertThat(selection.measured().get(0).accuracy()).isGreaterThan(0.58);
        assertThat(selection.estimate().accuracy()).isBetween(0.44, 0.56);
        assertThat(selection.estimate().interval().contains(0.5)).isTrue();
    }

    @Test
    void shouldDealFewRowsThreeTimes() {
        Guessing one = new Guessing("one", 1, 0.9, 1);
        Guessing other = new Guessing("other", 1, 0.8, 2);
        Selection.among(List.of(one, other), ROWS, EXACT, 1);

        assertThat(one.asked).hasSize(3).isEqualTo(other.asked);
        assertThat(one.asked.stream().map(folds -> List.of(ints(folds.in(0)))))
                .doesNotHaveDuplicates();
        Guessing many = new Guessing("many", 1, 0.9, 1);
        Selection.among(List.of(many), Rows.tickets(1_001, 1), EXACT, 1);
        assertThat(many.asked).hasSize(1);
    }

    /** What a candidate keeps to calibrate itself by, it keeps of the last round. */
    @Test
    void shouldTakeAnswersFromTheRoundThatComesLast() {
        List<Boolean> right = new ArrayList<>();
        Guessing changing =
                new Guessing("changing", 1, 0.5, 1) {
                    @Override
                    public List<Guess> outOfFold(Folds folds) {
                        List<Guess> guesses =
                                new Guessing("", 1, 0.3 * asked.size(), asked.size())
                                        .outOfFold(folds);
                        asked.add(folds);
                        right.clear();
                        for (int i = 0; i < guesses.size(); i++) {
                            right.add(guesses.get(i).isRight(ROWS.get(i).output(), EXACT));
                        }
                        return guesses;
                    }
                };
        Selection selection = select(changing);

        List<Boolean> taken =
                ROWS.stream()
                        .map(
                                row ->
                                        selection
                                                .outOfFold()
                                                .get(row.id())
                                                .isRight(row.output(), EXACT))
                        .toList();
        assertThat(taken).isEqualTo(right);
        assertThat(selection.measured().get(0).accuracy()).isBetween(0.25, 0.35); // 0, 0.3, 0.6
    }

    private static Integer[] ints(int[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
    }

    @Test
    void shouldCountWhatWasAnsweredForWhat() {
        Estimate estimate = select(new Guessing("good", 1, 0.9, 1)).estimate();

        int all =
                estimate.confusion().values().stream()
                        .flatMap(of -> of.values().stream())
                        .mapToInt(Integer::intValue)
                        .sum();
        assertThat(all).isEqualTo(ROWS.size());
        assertThat(estimate.confusion().keySet())
                .containsExactlyInAnyOrder("billing", "bug", "praise");
        Estimate.OfLabel bug = estimate.perLabel().get("bug");
        assertThat(bug.recall())
                .isEqualTo((double) estimate.confusion().get("bug").get("bug") / bug.rows());
        assertThat(estimate.macroF1()).isBetween(0.8, 1.0);
    }

    @Test
    void shouldAnswerOnlyFromTheConfidenceThatTheTargetNeeds() {
        Selection selection = select(new Guessing("good", 1, 0.8, 1));
        AbstentionRule rule = selection.abstention(0.95);

        assertThat(rule.reachesTarget()).isTrue();
        assertThat(rule.coverage()).isBetween(0.5, 0.95);
        assertThat(rule.risk()).isLessThanOrEqualTo(0.05);
        assertThat(selection.abstention(0.5).coverage()).isEqualTo(1);
    }

    private static Selection select(Candidate... candidates) {
        return Selection.among(List.of(candidates), ROWS, EXACT, 1).orElseThrow();
    }

    /** Right that often, by chance, and the surer the likelier it is right. */
    private static class Guessing implements Candidate {

        private final String name;
        private final int complexity;
        private final double accuracy;
        private final long seed;
        private final Set<String> seen = new java.util.HashSet<>();
        final List<Folds> asked = new ArrayList<>();

        Guessing(String name, int complexity, double accuracy, long seed) {
            this.name = name;
            this.complexity = complexity;
            this.accuracy = accuracy;
            this.seed = seed;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String strategy() {
            return "learned";
        }

        @Override
        public int complexity() {
            return complexity;
        }

        @Override
        public Set<String> seen() {
            return seen;
        }

        @Override
        public List<Guess> outOfFold(Folds folds) {
            asked.add(folds);
            Random random = new Random(seed);
            List<Guess> guesses = new ArrayList<>();
            for (LabelledRow row : folds.rows()) {
                double draw = random.nextDouble();
                boolean right = seen.contains(row.id()) || draw < accuracy;
                String wrong = row.output().textValue().equals("bug") ? "praise" : "bug";
                guesses.add(
                        right
                                ? new Guess(row.output(), 1 - draw * 0.5)
                                : new Guess(
                                        Json.MAPPER.valueToTree(wrong), 0.7 * random.nextDouble()));
            }
            return guesses;
        }

        @Override
        public String source(List<LabelledRow> rows, double threshold) {
            return name;
        }
    }
}
