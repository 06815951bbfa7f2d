package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.features.TextFeatures;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Candidate;
import io.loopai.generator.select.Folds;
import io.loopai.generator.select.Guess;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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

    private static final double COST = 3;

    /** From eight labels on; fewer weights for each leave room for more. */
    private static final int LEAST_FEATURES = 8_000;

    private static final int MOST_FEATURES = 20_000;

    /** So that sources with up to eight labels stay below 100 KB. */
    private static final int MOST_CHARACTERS = 90_000;

    /** With so many rows of each label, the label's name has nothing to add. */
    private static final int MANY = 20;

    /** With so few, their frequencies say nothing of how rare a feature is. */
    private static final int FEW = 5;

    private static final int MOST_EVIDENT = 600;

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
        return "learned (" + features + ")";
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
        int[][] best = new int[folds.rows().size()][scored.targets.size()];
        double[] confidence = new double[best.length];
        Arrays.fill(confidence, 1);
        for (int target = 0; target < scored.targets.size(); target++) {
            Scored of = scored.targets.get(target);
            for (int fold = 0; fold < folds.count(); fold++) {
                for (int row : folds.in(fold)) {
                    double[] p = of.others.get(fold).probabilities(of.scores[row]);
                    best[row][target] = best(p);
                    confidence[row] *= p[best[row][target]];
                }
            }
        }
        return IntStream.range(0, best.length)
                .mapToObj(row -> new Guess(scored.outputs.output(best[row]), confidence[row]))
                .toList();
    }

    /** What a model that learned from other folds says of rows, and how it is calibrated. */
    record OutOfFold(Folds folds, OutputPlan outputs, List<Scored> targets) {}

    /**
     * Of one target.
     *
     * @param scores by row and label
     * @param labels the right one of each row
     * @param others of each fold, fitted to the rows outside
     * @param all fitted to all rows
     */
    record Scored(double[][] scores, int[] labels, List<Calibration> others, Calibration all) {}

    /** The same again for the same folds: a mix with written programs asks too. */
    OutOfFold scored(Folds folds) {
        if (measured == null || measured.folds != folds) {
            Training training = training(folds.rows());
            measured =
                    new OutOfFold(
                            folds,
                            training.outputs,
                            IntStream.range(0, training.outputs.targets().size())
                                    .mapToObj(target -> scored(training, target, folds))
                                    .toList());
        }
        return measured;
    }

    private static Scored scored(Training training, int target, Folds folds) {
        double[][] scores = training.outOfFold(target, folds);
        int[] labels = training.labels(target);
        int count = training.labelCount(target);
        List<Calibration> others =
                IntStream.range(0, folds.count())
                        .mapToObj(folds::outside)
                        .map(rows -> Calibration.fit(scores, labels, rows, count))
                        .toList();
        int[] all = IntStream.range(0, scores.length).toArray();
        return new Scored(scores, labels, others, Calibration.fit(scores, labels, all, count));
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
        Training training = new Training(rows);
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
        Training training = training(rows);
        ProgramSource source =
                new ProgramSource(
                        task.id(), training.plan, training.outputs, written, pools, threshold);
        for (int target = 0; target < training.outputs.targets().size(); target++) {
            LinearWeights weights = training.train(target);
            Calibration calibration =
                    measured == null
                            ? Calibration.none(training.labelCount(target))
                            : measured.targets.get(target).all;
            source.add(
                    new LearnedModel(features, weights, calibration),
                    StrongWords.of(weights, training.plan, rows));
        }
        return source.text(rows.size(), features);
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
            last = new Training(rows);
        }
        return last;
    }

    /** Rows made ready for training. */
    private final class Training {
        final List<LabelledRow> rows;
        final FieldPlan plan;
        final OutputPlan outputs;
        final Vectors vectors;
        final Settings settings;

        /** Null without unlabelled rows. */
        final LatentSpace space;

        /** Those behind the rows stand for the names of the labels of the only target. */
        final int names;

        Training(List<LabelledRow> rows) {
            this.rows = rows;
            plan = FieldPlan.of(task.inputSchema(), rows);
            outputs = OutputPlan.of(task.outputSchema(), rows);
            checkThatAnswersDiffer();
            List<LabelledRow> all = new ArrayList<>(rows);
            List<OutputPlan.Target> targets = outputs.targets();
            double perLabel = (double) rows.size() / targets.get(0).labels().size();
            if (targets.size() == 1 && perLabel < MANY) {
                targets.get(0).labels().stream()
                        .filter(JsonNode::isTextual)
                        .forEach(label -> all.add(named(label)));
            }
            names = all.size() - rows.size();
            boolean rareFirst = perLabel >= FEW || weighing == Weighing.CHARACTERS_FIRST;
            settings = new Settings(TextFeatures.parse(features), weighing, COST, rareFirst);
            vectors = Vectors.of(all, plan, settings.features());
            space = unlabelled.isEmpty() ? null : space();
        }

        /**
         * The same for all folds, though each row that a fold is asked about is one of the rows: their
         * labels have no part in it, so that nothing is told that a new record would not tell.
         */
        private LatentSpace space() {
            int labels =
                    IntStream.range(0, outputs.targets().size())
                            .map(this::labelCount)
                            .max()
                            .orElse(2);
            Vectors others = Vectors.of(unlabelled, plan, settings.features());
            return new LatentSpace(mostFeatures(labels), vectors, others);
        }

        private LabelledRow named(JsonNode label) {
            String words = label.textValue().replaceAll("[_./-]+", " ");
            return new LabelledRow("name", plan.inputOf(words), label);
        }

        private void checkThatAnswersDiffer() {
            JsonNode first = rows.get(0).output();
            if (rows.stream().allMatch(row -> row.output().equals(first))) {
                throw new InvalidLabelsException(
                        "all "
                                + rows.size()
                                + " examples and labelled rows have the same answer, "
                                + first
                                + ", from which nothing can be learned; add rows with other answers");
            }
        }

        int labelCount(int target) {
            return Math.max(2, outputs.targets().get(target).labels().size());
        }

        /** Of the rows, then of the names. */
        int[] labels(int target) {
            OutputPlan.Target of = outputs.targets().get(target);
            IntStream known = rows.stream().mapToInt(row -> of.of(row.output()));
            return IntStream.concat(known, IntStream.range(0, names)).toArray();
        }

        double[][] outOfFold(int target, Folds folds) {
            Function<int[], LinearWeights> trainer = trainer(target, Integer.MAX_VALUE);
            double[][] scores = new double[rows.size()][];
            for (int fold = 0; fold < folds.count(); fold++) {
                LinearWeights weights = trainer.apply(withNames(folds.outside(fold)));
                for (int row : folds.in(fold)) {
                    scores[row] = weights.scores(vectors.row(row));
                }
            }
            return scores;
        }

        double evidence(int target) {
            int[] all = IntStream.range(0, rows.size()).toArray();
            return new LinearTrainer(vectors, labels(target), labelCount(target))
                    .evidence(withNames(all), settings);
        }

        LinearWeights train(int target) {
            int[] all = IntStream.range(0, rows.size()).toArray();
            return trainer(target, mostFeatures(labelCount(target))).apply(withNames(all));
        }

        private Function<int[], LinearWeights> trainer(int target, int most) {
            if (space != null) { // which has no more than fit
                return new LatentTrainer(space, vectors, labels(target), labelCount(target))::train;
            }
            LinearTrainer trainer = new LinearTrainer(vectors, labels(target), labelCount(target));
            return of -> trainer.train(of, settings, most);
        }

        /** A packed byte takes five quarters of a character, and so does the bucket. */
        private static int mostFeatures(int labels) {
            int bytes = 1 + (labels == 2 ? 1 : labels);
            int fit = MOST_CHARACTERS * 4 / 5 / bytes;
            return Math.max(LEAST_FEATURES, Math.min(MOST_FEATURES, fit));
        }

        private int[] withNames(int[] of) {
            IntStream behind = IntStream.range(rows.size(), rows.size() + names);
            return IntStream.concat(Arrays.stream(of), behind).toArray();
        }
    }
}
