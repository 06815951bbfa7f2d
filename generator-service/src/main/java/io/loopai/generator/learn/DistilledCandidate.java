package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A {@link PooledCandidate} whose model learns, beside labelled rows, from what another such candidate
 * says of rows without labels (distillation; Hinton, Vinyals, Dean 2015): so programs teach it words
 * that no labelled row has.
 *
 * <p>Whatever is asked about a row of a fold has been taught without any row of that fold.
 */
public final class DistilledCandidate extends HybridCandidate {

    private final List<JsonNode> unlabelled;

    /** Null before {@link #outOfFold}. */
    private FoldPools teacher;

    private FoldPools student;
    private OutOfFold measured;

    /**
     * @param learned with rows without labels
     * @param written at least one
     */
    public DistilledCandidate(LearnedCandidate learned, List<Written> written, int complexity) {
        super(learned, written, "taught " + learned.name(), complexity);
        this.unlabelled = learned.unlabelled();
    }

    @Override
    public List<Guess> outOfFold(Folds folds) {
        OutOfFold before = learned.scored(folds);
        List<Pool.Votes[]> votes = votes(folds, before.outputs());
        List<Pool.Votes[]> others = Written.votes(written, unlabelled, before.outputs());
        List<List<double[][]>> beliefs = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            beliefs.add(learned.ofUnlabelled(folds, fold));
        }
        beliefs.add(learned.ofUnlabelled(folds.rows()));
        List<List<Pool>> priors = beliefs.stream().map(of -> shared(of, others)).toList();
        teacher = pools(before, votes, priors::get);
        List<List<double[][]>> taught = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            taught.add(taught(beliefs.get(fold), teacher.without(fold), others));
        }
        measured = learned.scored(folds, taught);
        student = pools(measured, votes, priors::get);
        return student.guesses();
    }

    private static List<Pool> shared(List<double[][]> beliefs, List<Pool.Votes[]> votes) {
        return IntStream.range(0, votes.size())
                .mapToObj(target -> Pool.shared(beliefs.get(target), votes.get(target)))
                .toList();
    }

    private static List<double[][]> taught(
            List<double[][]> probabilities, List<Pool> pools, List<Pool.Votes[]> votes) {
        List<double[][]> taught = new ArrayList<>();
        for (int target = 0; target < pools.size(); target++) {
            double[][] of = probabilities.get(target);
            Pool pool = pools.get(target);
            Pool.Votes[] said = votes.get(target);
            taught.add(
                    IntStream.range(0, of.length)
                            .mapToObj(row -> pool.probabilities(Pool.logs(of[row]), said[row]))
                            .toArray(double[][]::new));
        }
        return taught;
    }

    @Override
    public String source(List<LabelledRow> rows, double threshold) {
        List<Pool> usual = usual(rows);
        List<Pool.Votes[]> others = Written.votes(written, unlabelled, learned.outputs(rows));
        List<double[][]> taught =
                taught(learned.ofUnlabelled(rows), teacher == null ? usual : teacher.all(), others);
        List<Pool> pools = student == null ? usual : student.all();
        return learned.source(rows, threshold, written, pools, measured, taught);
    }
}
