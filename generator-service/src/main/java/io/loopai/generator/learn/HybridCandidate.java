package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Folds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** A learned model and written programs in one {@link Pool}, whatever the model learns from. */
abstract class HybridCandidate implements Candidate {

    final LearnedCandidate learned;
    final List<Written> written;
    private final String model;
    private final int complexity;

    /**
     * @param written at least one
     * @param model what to call the model
     */
    HybridCandidate(LearnedCandidate learned, List<Written> written, String model, int complexity) {
        this.learned = learned;
        this.written = List.copyOf(written);
        this.model = model;
        this.complexity = complexity;
    }

    @Override
    public final String name() {
        return "hybrid (" + written.size() + " programs; " + model + ")";
    }

    @Override
    public final String strategy() {
        return "hybrid";
    }

    @Override
    public final int complexity() {
        return complexity;
    }

    @Override
    public final Set<String> seen() {
        return Written.seen(written);
    }

    /** What programs say of the rows of folds, by target. */
    final List<Pool.Votes[]> votes(Folds folds, OutputPlan outputs) {
        List<JsonNode> inputs = folds.rows().stream().map(LabelledRow::input).toList();
        return Written.votes(written, inputs, outputs);
    }

    /** Fitted to rows that stood in no prompt: on those of its prompt a program looks too good. */
    final FoldPools pools(
            OutOfFold scored, List<Pool.Votes[]> votes, IntFunction<List<Pool>> priors) {
        Set<String> seen = seen();
        List<LabelledRow> rows = scored.folds().rows();
        return new FoldPools(scored, votes, priors, row -> !seen.contains(rows.get(row).id()));
    }

    /** Before anything is measured, by target. */
    final List<Pool> usual(List<LabelledRow> rows) {
        return Arrays.stream(learned.labelCounts(rows))
                .mapToObj(labels -> Pool.usual(written.size(), labels))
                .toList();
    }
}
