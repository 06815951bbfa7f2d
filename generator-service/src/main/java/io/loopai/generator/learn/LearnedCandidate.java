package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.features.TextFeatures;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import io.loopai.task.TaskSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A linear model over n-grams, marks and other fields: learned from labelled rows, no LLM needed.
 *
 * <pre>{@code
 * Candidate learned = new LearnedCandidate(task, "words 1-2, chars 2-5", Weighing.ALIKE, 1);
 * String program = learned.source(rows, 0);
 * }</pre>
 */
public final class LearnedCandidate implements Candidate {

    private static final int MOST_EVIDENT = 1_000;

    private final TaskSpec task;
    private final String features;
    private final Weighing weighing;
    private final int complexity;

    /** Without answers; empty when it learns from labelled rows alone. */
    private final List<LabelledRow> unlabelled;

    /** The rows last made ready: what was measured is most often what the program is made of. */
    private Training last;

    /** Null before {@link #scored}. */
    private OutOfFold measured;

    /**
     * Learns from rows alone.
     *
     * @param features as {@link TextFeatures#parse} reads them
     */
    public LearnedCandidate(TaskSpec task, String features, Weighing weighing, int complexity) {
        this(task, features, weighing, List.of(), complexity);
    }

    /**
     * Tells before anything is paid for whether something can be learned from rows.
     *
     * @throws InvalidLabelsException where nothing can: it says why
     */
    public static void check(TaskSpec task, List<LabelledRow> rows) {
        OutputPlan.of(task.outputSchema(), rows);
    }

    private LearnedCandidate(
            TaskSpec task,
            String features,
            Weighing weighing,
            List<LabelledRow> unlabelled,
            int complexity) {
        this.task = task;
        this.features = features;
        this.weighing = weighing;
        this.unlabelled = unlabelled;
        this.complexity = complexity;
    }

    /**
     * Learns from labelled rows, and from many inputs which features appear together.
     *
     * @param unlabelled inputs; at least one
     */
    public static LearnedCandidate withUnlabelled(
            TaskSpec task, String features, List<JsonNode> unlabelled, int complexity) {
        List<LabelledRow> rows =
                unlabelled.stream().map(input -> new LabelledRow("", input, null)).toList();
        return new LearnedCandidate(task, features, Weighing.ALIKE, rows, complexity);
    }

    @Override
    public String name() {
        if (!unlabelled.isEmpty()) {
            return "learned (" + features + "; " + unlabelled.size() + " rows without labels)";
        }
        return "learned (" + features + (weighing == Weighing.CAUTIOUS ? "; cautious)" : ")");
    }

    @Override
    public String strategy() {
        return "learned";
    }

    @Override
    public int complexity() {
        return complexity;
    }

    @Override
    public Set<String> seen() {
        return Set.of();
    }

    @Override
    public List<Guess> outOfFold(Folds folds) {
        OutOfFold scored = scored(folds);
        int[][] best = new int[folds.rows().size()][scored.targets().size()];
        double[] confidence = new double[best.length];
        Arrays.fill(confidence, 1);
        for (int target = 0; target < scored.targets().size(); target++) {
            OutOfFold.Target of = scored.targets().get(target);
            for (int fold = 0; fold < folds.count(); fold++) {
                for (int row : folds.in(fold)) {
                    double[] p = of.others().get(fold).probabilities(of.scores()[row]);
                    best[row][target] = best(p);
                    confidence[row] *= p[best[row][target]];
                }
            }
        }
        return IntStream.range(0, best.length)
                .mapToObj(row -> new Guess(scored.outputs().output(best[row]), confidence[row]))
                .toList();
    }

    /** The same again for the same folds: a mix with written programs asks too. */
    OutOfFold scored(Folds folds) {
        if (measured == null || measured.folds() != folds) {
            measured = OutOfFold.of(training(folds.rows()), folds);
        }
        return measured;
    }

    /**
     * The same when the rows without labels are lessons too.
     *
     * @param beliefs by fold, target and row without a label: the probabilities of its labels, known
     *     without the rows of the fold
     */
    OutOfFold scored(Folds folds, List<List<double[][]>> beliefs) {
        return OutOfFold.of(training(folds.rows()), folds, beliefs::get);
    }

    /**
     * What a model that learned from the rows outside of a fold says of the rows without labels: by
     * target, the probabilities of labels.
     */
    List<double[][]> ofUnlabelled(Folds folds, int fold) {
        List<OutOfFold.Target> targets = scored(folds).targets();
        return ofUnlabelled(
                training(folds.rows()),
                folds.outside(fold),
                target -> targets.get(target).others().get(fold));
    }

    /** The same of one that learned from all rows. */
    List<double[][]> ofUnlabelled(List<LabelledRow> rows) {
        Training training = training(rows);
        int[] all = IntStream.range(0, rows.size()).toArray();
        return ofUnlabelled(training, all, target -> calibration(training, measured, target));
    }

    private static List<double[][]> ofUnlabelled(
            Training training, int[] rows, IntFunction<Calibration> calibrations) {
        return IntStream.range(0, training.outputs.targets().size())
                .mapToObj(
                        target ->
                                Arrays.stream(training.ofUnlabelled(target, rows))
                                        .map(calibrations.apply(target)::probabilities)
                                        .toArray(double[][]::new))
                .toList();
    }

    private static Calibration calibration(Training training, OutOfFold from, int target) {
        return from == null
                ? Calibration.none(training.labelCount(target))
                : from.targets().get(target).all();
    }

    static int best(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /**
     * How well the labels of rows too few to measure anything go with what this candidate sees of
     * them: the logarithm of a likelihood, to be compared with another candidate's. 0 for more rows
     * than can be looked at in a second.
     */
    public double evidence(List<LabelledRow> rows) {
        if (rows.size() > MOST_EVIDENT) {
            return 0;
        }
        Training training = new Training(task, features, weighing, rows, unlabelled);
        double sum = 0;
        for (int target = 0; target < training.outputs.targets().size(); target++) {
            sum += training.evidence(target);
        }
        return sum;
    }

    @Override
    public String source(List<LabelledRow> rows, double threshold) {
        return source(rows, threshold, List.of(), List.of());
    }

    /**
     * The program, mixed with others.
     *
     * @param pools one for each target; empty when nothing is mixed
     */
    String source(
            List<LabelledRow> rows, double threshold, List<Written> written, List<Pool> pools) {
        return source(rows, threshold, written, pools, measured, null);
    }

    /**
     * The same.
     *
     * @param from what the calibration is taken from; may be null
     * @param beliefs by target, the probabilities of the labels of rows without labels; null when they
     *     are no lessons
     */
    String source(
            List<LabelledRow> rows,
            double threshold,
            List<Written> written,
            List<Pool> pools,
            OutOfFold from,
            List<double[][]> beliefs) {
        Training training = training(rows);
        ProgramSource source =
                new ProgramSource(
                        task.id(), training.plan, training.outputs, written, pools, threshold);
        int targets = training.outputs.targets().size();
        for (int target = 0; target < targets; target++) {
            LinearWeights weights =
                    training.train(target, beliefs == null ? null : beliefs.get(target));
            Calibration calibration = calibration(training, from, target);
            source.add(
                    new LearnedModel(features, weights, calibration, targets),
                    StrongWords.of(weights, TextFeatures.parse(features), training.plan, rows));
        }
        return source.text(rows.size(), features);
    }

    OutputPlan outputs(List<LabelledRow> rows) {
        return training(rows).outputs;
    }

    List<JsonNode> unlabelled() {
        return unlabelled.stream().map(LabelledRow::input).toList();
    }

    /** How many labels each target has. */
    int[] labelCounts(List<LabelledRow> rows) {
        Training training = training(rows);
        return IntStream.range(0, training.outputs.targets().size())
                .map(training::labelCount)
                .toArray();
    }

    private Training training(List<LabelledRow> rows) {
        if (last == null || !last.rows.equals(rows)) {
            last = new Training(task, features, weighing, rows, unlabelled);
        }
        return last;
    }
}
