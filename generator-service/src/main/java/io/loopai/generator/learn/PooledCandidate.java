package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

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
        return Written.seen(written);
    }

    @Override
    public List<Guess> outOfFold(Folds folds) {
        OutOfFold scored = learned.scored(folds);
        List<JsonNode> inputs = folds.rows().stream().map(LabelledRow::input).toList();
        Set<String> seen = seen();
        FoldPools fitted =
                new FoldPools(
                        scored,
                        Written.votes(written, inputs, scored.outputs()),
                        row -> !seen.contains(folds.rows().get(row).id()));
        pools = fitted.all();
        return fitted.guesses();
    }

    /** Before anything is measured, by target. */
    static List<Pool> usual(
            LearnedCandidate learned, List<Written> written, List<LabelledRow> rows) {
        return Arrays.stream(learned.labelCounts(rows))
                .mapToObj(labels -> Pool.usual(written.size(), labels))
                .toList();
    }

    @Override
    public String source(List<LabelledRow> rows, double threshold) {
        List<Pool> used = pools != null ? pools : usual(learned, written, rows);
        return learned.source(rows, threshold, written, used);
    }
}
