package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopai.program.text.ScorePool;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {

    private static final int LABELS = 3;

    @Test
    void shouldBeAsUsualWithoutRows() {
        Pool.Votes[] votes = {new Pool.Votes(new int[] {1, 2}, new double[] {1, 1})};

        Pool pool =
                Pool.fit(
                        Pool.usual(2, LABELS),
                        new double[1][LABELS],
                        votes,
                        new int[] {1},
                        new int[0]);

        assertThat(pool.worth()).containsExactly(0.375, 0.375);
        assertThat(pool.learned()).isEqualTo(0.7);
    }

    @Test
    void shouldGiveMoreWeightToAProgramThatIsMoreOftenRight() {
        Data data = new Data(200, 0.9, 0.5);

        Pool pool = data.fit();

        assertThat(pool.worth()[0]).isGreaterThan(pool.worth()[1] + 0.3);
        assertThat(data.accuracy(pool)).isGreaterThan(0.85);
    }

    /** Then the slope of what it maximises is 0: seen from outside, no small change is better. */
    @Test
    void shouldFindTheMostProbableWeights() {
        Data data = new Data(150, 0.8, 0.7);
        Pool pool = data.fit();

        double best = data.loss(pool);
        for (double change : new double[] {-0.05, 0.05}) {
            double[] worth = pool.worth().clone();
            worth[1] += change;
            Pool other = new Pool(pool.learned(), worth, pool.weight(), pool.shift());
            assertThat(data.loss(other)).isGreaterThan(best);
            Pool another =
                    new Pool(pool.learned() + change, pool.worth(), pool.weight(), pool.shift());
            assertThat(data.loss(another)).isGreaterThan(best);
        }
    }

    /** The model is unsure and often wrong; still it confirms one program more than the other. */
    @Test
    void shouldShareTheWeightOfProgramsAsAModelConfirmsThem() {
        Data data = new Data(2_000, 0.9, 0.5);
        Random random = new Random(4);
        double[][] beliefs = data.beliefs(row -> random.nextInt(10) < 6);

        Pool prior = Pool.shared(beliefs, data.votes);

        assertThat(prior.learned()).isEqualTo(0.7);
        assertThat(prior.shift()).containsExactly(0, 0, 0);
        assertThat(data.said(prior, 0)).isGreaterThan(3 * data.said(prior, 1));
        double usual = data.said(Pool.usual(2, LABELS), 0) + data.said(Pool.usual(2, LABELS), 1);
        assertThat(data.said(prior, 0) + data.said(prior, 1)).isCloseTo(usual, within(1e-6));
    }

    @Test
    void shouldShareAsUsualWhereAModelConfirmsNoProgram() {
        Data data = new Data(500, 0.9, 0.5);
        Pool usual = Pool.usual(2, LABELS);

        Pool unknown = Pool.shared(data.beliefs(row -> false), data.votes);
        Pool.Votes[] none = {new Pool.Votes(new int[] {-1, -1}, new double[] {0, 0})};
        Pool silent = Pool.shared(new double[][] {{0.5, 0.3, 0.2}}, none);

        assertThat(unknown.worth()).containsExactly(usual.worth());
        assertThat(silent.worth()).containsExactly(usual.worth());
    }

    /** Two programs and a model that says nothing. */
    private static final class Data {
        private final double[][] logs;
        private final Pool.Votes[] votes;
        private final int[] right;

        Data(int rows, double one, double other) {
            Random random = new Random(3);
            logs = new double[rows][LABELS];
            votes = new Pool.Votes[rows];
            right = new int[rows];
            for (int i = 0; i < rows; i++) {
                right[i] = random.nextInt(LABELS);
                int[] labels = {answer(random, right[i], one), answer(random, right[i], other)};
                double odds = ScorePool.logOdds(0.5 + random.nextDouble() / 2);
                votes[i] = new Pool.Votes(labels, new double[] {odds, odds});
            }
        }

        private static int answer(Random random, int right, double accuracy) {
            boolean wrong = random.nextDouble() >= accuracy;
            return wrong ? (right + 1 + random.nextInt(LABELS - 1)) % LABELS : right;
        }

        Pool fit() {
            int[] all = IntStream.range(0, right.length).toArray();
            return Pool.fit(Pool.usual(2, LABELS), logs, votes, right, all);
        }

        /** Of a model that leans to the right label of some rows, and to the next one of others. */
        double[][] beliefs(IntPredicate leansToRight) {
            return IntStream.range(0, right.length)
                    .mapToObj(
                            row -> {
                                double[] p = {0.15, 0.15, 0.15};
                                int next = (right[row] + 1) % LABELS;
                                p[leansToRight.test(row) ? right[row] : next] += 0.55;
                                return p;
                            })
                    .toArray(double[][]::new);
        }

        /** What a program adds to its answers. */
        double said(Pool pool, int program) {
            return Arrays.stream(votes)
                    .mapToDouble(
                            of ->
                                    pool.worth()[program]
                                            + pool.weight()[program] * of.logOdds()[program])
                    .sum();
        }

        double accuracy(Pool pool) {
            return IntStream.range(0, right.length)
                    .map(
                            i ->
                                    LearnedCandidate.best(pool.probabilities(logs[i], votes[i]))
                                                    == right[i]
                                            ? 1
                                            : 0)
                    .average()
                    .orElse(0);
        }

        /** With the penalty, as the class says. */
        double loss(Pool pool) {
            Pool usual = Pool.usual(2, LABELS);
            double sum = 5 * Math.pow(pool.learned() - usual.learned(), 2);
            for (int i = 0; i < 2; i++) {
                sum += 1.5 * Math.pow(pool.worth()[i] - usual.worth()[i], 2);
                sum += 5 * Math.pow(pool.weight()[i] - usual.weight()[i], 2);
            }
            sum += 10 * Arrays.stream(pool.shift()).map(x -> x * x).sum();
            for (int i = 0; i < right.length; i++) {
                sum -= Math.log(pool.probabilities(logs[i], votes[i])[right[i]]);
            }
            return sum;
        }
    }
}
