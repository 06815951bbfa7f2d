package io.loopai.generator.learn;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What to learn from: rows, the label of each, and how much each counts. */
record Lessons(int[] rows, int[] labels, double[] weights) {

    /**
     * Rows whose labels are known.
     *
     * @param labels of all rows there are
     */
    static Lessons of(int[] rows, int[] labels) {
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1);
        return new Lessons(rows, Arrays.stream(rows).map(row -> labels[row]).toArray(), weights);
    }

    /**
     * These, and rows whose labels somebody believes to know: each counts as far as the belief is sure.
     *
     * @param first the number of the first of them; the others follow
     * @param beliefs by row and label, a probability
     * @param weight of a belief that is certain
     */
    Lessons and(int first, double[][] beliefs, double weight) {
        int[] more = IntStream.range(first, first + beliefs.length).toArray();
        int[] best = Arrays.stream(beliefs).mapToInt(LearnedCandidate::best).toArray();
        double[] sure =
                IntStream.range(0, best.length)
                        .mapToDouble(row -> weight * beliefs[row][best[row]])
                        .toArray();
        return new Lessons(
                IntStream.concat(Arrays.stream(rows), Arrays.stream(more)).toArray(),
                IntStream.concat(Arrays.stream(labels), Arrays.stream(best)).toArray(),
                DoubleStream.concat(Arrays.stream(weights), Arrays.stream(sure)).toArray());
    }
}
