package io.loopai.generator.learn;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import java.util.List;

/**
 * A learned model and written programs, weighed against each other by how sure each says it is and by
 * how far that has proved true.
 *
 * <pre>{@code
 * Candidate pooled = new PooledCandidate(learned, written, -1);
 * String program = pooled.source(rows, 0);
 * }</pre>
 */
public final class PooledCandidate extends HybridCandidate {

    /** One for each target; null before they are fitted by {@link #outOfFold}. */
    private List<Pool> pools;

    /** @param written at least one */
    public PooledCandidate(LearnedCandidate learned, List<Written> written, int complexity) {
        super(learned, written, learned.name(), complexity);
    }

    @Override
    public List<Guess> outOfFold(Folds folds) {
        OutOfFold scored = learned.scored(folds);
        List<Pool> usual = usual(folds.rows());
        FoldPools fitted = pools(scored, votes(folds, scored.outputs()), fold -> usual);
        pools = fitted.all();
        return fitted.guesses();
    }

    @Override
    public String source(List<LabelledRow> rows, double threshold) {
        return learned.source(rows, threshold, written, pools != null ? pools : usual(rows));
    }
}
