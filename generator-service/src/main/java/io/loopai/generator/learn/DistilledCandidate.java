package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A {@link PooledCandidate} whose model learns, beside labelled rows, from what another such candidate
 * says of rows without labels (distillation; Hinton, Vinyals, Dean 2015): so programs teach it words
 * that no labelled row has.
 *
 * <p>Whatever is asked about a row of a fold has been taught without any row of that fold.
 */
public final class DistilledCandidate implements Candidate {

    private final LearnedCandidate learned;
    private final List<Written> written;
    private final List<JsonNode> unlabelled;
    private final int complexity;

    /** Null before {@link #outOfFold}. */
    private FoldPools teacher;

    private FoldPools student;
    private OutOfFold measured;

    /**
     * @param learned with rows without labels
     * @param written at least one
     */
    public DistilledCandidate(LearnedCandidate learned, List<Written> written, int complexity) {
        this.learned = learned;
        this.written = List.copyOf(written);
        this.unlabelled = learned.unlabelled();
        this.complexity = complexity;
    }

    @Override
    public String name() {
        return "hybrid (" + written.size() + " programs; taught " + learned.name() + ")";
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
        return Written.seen(written);
    }

    @Override
    public List<Guess> outOfFold(Folds folds) {
        OutOfFold before = learned.scored(folds);
        List<JsonNode> inputs = folds.rows().stream().map(LabelledRow::input).toList();
        List<Pool.Votes[]> votes = Written.votes(written, inputs, before.outputs());
        Set<String> seen = seen();
        IntPredicate counts = row -> !seen.contains(folds.rows().get(row).id());
        teacher = new FoldPools(before, votes, counts);
        List<Pool.Votes[]> others = Written.votes(written, unlabelled, before.outputs());
        List<List<double[][]>> taught = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            taught.add(taught(learned.ofUnlabelled(folds, fold), teacher.without(fold), others));
        }
        measured = learned.scored(folds, taught);
        student = new FoldPools(measured, votes, counts);
        return student.guesses();
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
        List<Pool> usual = PooledCandidate.usual(learned, written, rows);
        List<Pool.Votes[]> others = Written.votes(written, unlabelled, learned.outputs(rows));
        List<double[][]> taught =
                taught(learned.ofUnlabelled(rows), teacher == null ? usual : teacher.all(), others);
        List<Pool> pools = student == null ? usual : student.all();
        return learned.source(rows, threshold, written, pools, measured, taught);
    }
}
