package io.loopai.generator.select;

import io.loopai.generator.LabelledRow;
import java.util.List;
import java.util.Set;

/**
 * A way of making a program from labelled rows, which can be measured before it is chosen: learned
 * models with different settings, programs that somebody wrote, and mixtures of both.
 */
public interface Candidate {

    /** Tells candidates apart, in reports: {@code learned (words 1-2, chars 2-5)}. */
    String name();

    /** {@code learned}, {@code llm} or {@code hybrid}. */
    String strategy();

    /** Of two that are about equally good, the one with the smaller number is chosen. */
    int complexity();

    /** Ids of rows that stood in its prompt: it is not measured on them. */
    Set<String> seen();

    /**
     * What the candidate says of each row when it has learned only from rows of other folds.
     *
     * @return one for each row of the folds, in their order
     */
    List<Guess> outOfFold(Folds folds);

    /**
     * The program, from all rows.
     *
     * @param threshold the confidence below which it abstains; 0 for never
     */
    String source(List<LabelledRow> rows, double threshold);
}
