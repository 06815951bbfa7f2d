package io.loopai.generator;

import io.loopai.generator.learn.Written;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import java.util.List;
import java.util.Set;

/** A program that somebody wrote, as it is: it learns nothing, and so is the same in every fold. */
final class WrittenCandidate implements Candidate {

    /** Nothing in it was fitted to the labels: no candidate can owe less to chance. */
    private static final int COMPLEXITY = 0;

    private final Written written;

    WrittenCandidate(Written written) {
        this.written = written;
    }

    Written program() {
        return written;
    }

    @Override
    public String name() {
        return written.name();
    }

    @Override
    public String strategy() {
        return "llm";
    }

    @Override
    public int complexity() {
        return COMPLEXITY;
    }

    @Override
    public Set<String> seen() {
        return written.seen();
    }

    @Override
    public List<Guess> outOfFold(Folds folds) {
        return folds.rows().stream().map(row -> written.answers().apply(row.input())).toList();
    }

    /** Its confidence is the author's own guess, so that no threshold is applied to it. */
    @Override
    public String source(List<LabelledRow> rows, double threshold) {
        return written.source();
    }
}
