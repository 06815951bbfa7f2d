package io.loopai.generator.learn;

import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Pools of a model with programs: for each fold one that is fitted to the rows outside of it, and one
 * that is fitted to all rows.
 */
final class FoldPools {

    private final OutOfFold scored;
    private final Folds folds;
    private final List<Pool.Votes[]> votes;

    /** By target and fold; behind the folds the one of all rows. */
    private final List<List<Pool>> pools = new ArrayList<>();

    /**
     * @param scored what the model says of rows
     * @param votes what programs say of them, by target
     * @param priors what they are held back to, by target: of a fold, known without its rows; of the
     *     number of folds, for all rows
     * @param counts which rows to fit to: a program looks better than it is on those of its prompt
     */
    FoldPools(
            OutOfFold scored,
            List<Pool.Votes[]> votes,
            IntFunction<List<Pool>> priors,
            IntPredicate counts) {
        this.scored = scored;
        this.folds = scored.folds();
        this.votes = votes;
        for (int target = 0; target < votes.size(); target++) {
            OutOfFold.Target of = scored.targets().get(target);
            List<Pool> fitted = new ArrayList<>();
            for (int fold = 0; fold <= folds.count(); fold++) {
                boolean all = fold == folds.count();
                IntStream rows =
                        all
                                ? IntStream.range(0, folds.rows().size())
                                : Arrays.stream(folds.outside(fold));
                double[][] logs = of.logs(all ? of.all() : of.others().get(fold));
                int[] fitTo = rows.filter(counts).toArray();
                Pool prior = priors.apply(fold).get(target);
                fitted.add(Pool.fit(prior, logs, votes.get(target), of.labels(), fitTo));
            }
            pools.add(fitted);
        }
    }

    /** Fitted to all rows, by target. */
    List<Pool> all() {
        return pools.stream().map(of -> of.get(folds.count())).toList();
    }

    /** Fitted to the rows outside of a fold, by target. */
    List<Pool> without(int fold) {
        return pools.stream().map(of -> of.get(fold)).toList();
    }

    /** The answer to each row, by pools and models that have not learned from it. */
    List<Guess> guesses() {
        int[][] best = new int[folds.rows().size()][votes.size()];
        double[] confidence = new double[best.length];
        Arrays.fill(confidence, 1);
        for (int target = 0; target < votes.size(); target++) {
            OutOfFold.Target of = scored.targets().get(target);
            for (int fold = 0; fold < folds.count(); fold++) {
                Pool pool = pools.get(target).get(fold);
                double[][] logs = of.logs(of.others().get(fold));
                for (int row : folds.in(fold)) {
                    double[] p = pool.probabilities(logs[row], votes.get(target)[row]);
                    best[row][target] = LearnedCandidate.best(p);
                    confidence[row] *= p[best[row][target]];
                }
            }
        }
        return IntStream.range(0, best.length)
                .mapToObj(row -> new Guess(scored.outputs().output(best[row]), confidence[row]))
                .toList();
    }
}
