package io.loopai.generator.learn;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import io.loopai.program.text.ScorePool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A learned model and written programs, weighed against each other by how sure each says it is and by
 * how far that has proved true.
 *
 * <pre>{@code
 * Candidate pooled = new PooledCandidate(learned, written, -1);
 * String program = pooled.source(rows, 0);
 * }</pre>
 */
public final class PooledCandidate implements Candidate {

    private final LearnedCandidate learned;
    private final List<Written> written;
    private final int complexity;

    /** One for each target; null before they are fitted by {@link #outOfFold}. */
    private List<Pool> pools;

    /** @param written at least one */
    public PooledCandidate(LearnedCandidate learned, List<Written> written, int complexity) {
        this.learned = learned;
        this.written = List.copyOf(written);
        this.complexity = complexity;
    }

    @Override
    public String name() {
        return "hybrid (" + written.size() + " programs; " + learned.name() + ")";
    }

    @Override
    public String strategy() {
        return "hybrid";
    }

    @Override
    public int complexity() {
        return complexity;
    }

    @Override
    public Set<String> seen() {
        Set<String> seen = new HashSet<>();
        written.forEach(program -> seen.addAll(program.seen()));
        return seen;
    }

    @Override
    public List<Guess> outOfFold(Folds folds) {
        LearnedCandidate.OutOfFold scored = learned.scored(folds);
        List<List<Guess>> answers = answers(folds.rows());
        int targets = scored.targets().size();
        int[][] best = new int[folds.rows().size()][targets];
        double[] confidence = new double[best.length];
        Arrays.fill(confidence, 1);
        List<Pool> fitted = new ArrayList<>();
        int[] all = IntStream.range(0, best.length).toArray();
        for (int target = 0; target < targets; target++) {
            LearnedCandidate.Scored of = scored.targets().get(target);
            Pool.Votes[] votes = votes(answers, scored.outputs().targets().get(target));
            for (int fold = 0; fold < folds.count(); fold++) {
                double[][] logs = logs(of.scores(), of.others().get(fold));
                int[] outside = unseen(folds.rows(), folds.outside(fold));
                Pool pool = Pool.fit(logs, votes, of.labels(), outside);
                for (int row : folds.in(fold)) {
                    double[] p = pool.probabilities(logs[row], votes[row]);
                    best[row][target] = LearnedCandidate.best(p);
                    confidence[row] *= p[best[row][target]];
                }
            }
            double[][] logs = logs(of.scores(), of.all());
            fitted.add(Pool.fit(logs, votes, of.labels(), unseen(folds.rows(), all)));
        }
        pools = fitted;
        return IntStream.range(0, best.length)
                .mapToObj(row -> new Guess(scored.outputs().output(best[row]), confidence[row]))
                .toList();
    }

    /** A program looks better than it is on rows that stood in its prompt. */
    private int[] unseen(List<LabelledRow> rows, int[] of) {
        Set<String> seen = seen();
        return Arrays.stream(of).filter(row -> !seen.contains(rows.get(row).id())).toArray();
    }

    private List<List<Guess>> answers(List<LabelledRow> rows) {
        return rows.stream()
                .map(
                        row ->
                                written.stream()
                                        .map(program -> program.answers().apply(row.input()))
                                        .toList())
                .toList();
    }

    private static Pool.Votes[] votes(List<List<Guess>> answers, OutputPlan.Target target) {
        return answers.stream().map(of -> votesOfRow(of, target)).toArray(Pool.Votes[]::new);
    }

    private static Pool.Votes votesOfRow(List<Guess> answers, OutputPlan.Target target) {
        int[] labels =
                answers.stream()
                        .mapToInt(each -> each.output() == null ? -1 : target.of(each.output()))
                        .toArray();
        double[] logOdds =
                answers.stream()
                        .mapToDouble(each -> ScorePool.logOdds(each.confidence()))
                        .toArray();
        return new Pool.Votes(labels, logOdds);
    }

    private static double[][] logs(double[][] scores, Calibration calibration) {
        return Arrays.stream(scores)
                .map(
                        row ->
                                Arrays.stream(calibration.probabilities(row))
                                        .map(ScorePool::logarithm)
                                        .toArray())
                .toArray(double[][]::new);
    }

    @Override
    public String source(List<LabelledRow> rows, double threshold) {
        List<Pool> used =
                pools != null
                        ? pools
                        : Arrays.stream(learned.labelCounts(rows))
                                .mapToObj(labels -> Pool.usual(written.size(), labels))
                                .toList();
        return learned.source(rows, threshold, written, used);
    }
}
