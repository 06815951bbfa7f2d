package io.loopai.generator.learn;

import io.loopai.generator.select.Folds;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a model that learned from other folds says of rows, and how it is calibrated. */
record OutOfFold(Folds folds, OutputPlan outputs, List<Target> targets) {

    /**
     * One target.
     *
     * @param scores by row and label
     * @param labels the right one of each row
     * @param others of each fold, fitted to the rows outside
     * @param all fitted to all rows
     */
    record Target(double[][] scores, int[] labels, List<Calibration> others, Calibration all) {

        /** With fewer rows everything is chance, and which answer is common is all that is known. */
        private static final int ENOUGH_ROWS = 50;

        /**
         * Folds that have nothing in common, such as those of logs, each with templates of its own, say
         * that scores mean nothing, and a program would give the commonest answer to everything. But it
         * is asked about templates that it has learned from: so its scores are heard all the same.
         */
        static Target of(double[][] scores, int[] labels, int labelCount, Folds folds) {
            int[] all = IntStream.range(0, scores.length).toArray();
            Calibration ofAll = Calibration.fit(scores, labels, all, labelCount);
            boolean useless = all.length >= ENOUGH_ROWS && ofAll.answersAlike(scores, all);
            Function<int[], Calibration> fit =
                    rows ->
                            useless
                                    ? Calibration.hearing(scores, labels, rows, labelCount)
                                    : Calibration.fit(scores, labels, rows, labelCount);
            return new Target(
                    scores,
                    labels,
                    IntStream.range(0, folds.count()).mapToObj(folds::outside).map(fit).toList(),
                    useless ? fit.apply(all) : ofAll);
        }

        /** By row and label, as pools count them. */
        double[][] logs(Calibration calibration) {
            return Arrays.stream(scores)
                    .map(row -> Pool.logs(calibration.probabilities(row)))
                    .toArray(double[][]::new);
        }
    }

    /** Of models that learn from labelled rows. */
    static OutOfFold of(Training training, Folds folds) {
        return of(training, folds, fold -> null);
    }

    /**
     * Of models that learn from rows without labels too.
     *
     * @param beliefs by fold, target and row without a label: the probabilities of its labels, known
     *     without the rows of the fold; null when they are no lessons
     */
    static OutOfFold of(Training training, Folds folds, IntFunction<List<double[][]>> beliefs) {
        return new OutOfFold(
                folds,
                training.outputs,
                IntStream.range(0, training.outputs.targets().size())
                        .mapToObj(
                                target ->
                                        Target.of(
                                                training.outOfFold(target, folds, beliefs),
                                                training.labels(target),
                                                training.labelCount(target),
                                                folds))
                        .toList());
    }
}
