package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.features.TextFeatures;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Folds;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows made ready for training a {@link LearnedCandidate}: their features, labels, and what is fitted
 * without labels.
 */
final class Training {

    private static final double COST = 3;

    /** With so many rows of each label, the label's name has nothing to add. */
    private static final int MANY = 20;

    /** With so few, their frequencies say nothing of how rare a feature is. */
    private static final int FEW = 5;

    /**
     * How much a row counts whose label is believed for certain: four thousand such rows do not drown
     * two hundred known ones.
     */
    private static final double BELIEF = 0.3;

    final List<LabelledRow> rows;
    final FieldPlan plan;
    final OutputPlan outputs;
    private final Vectors vectors;
    private final Settings settings;

    /** Of rows without labels. */
    private final Vectors others;

    /** Null without unlabelled rows. */
    private final LatentSpace space;

    /** In that space; null before they are asked for. */
    private SparseRows known;

    /** Those, and the rows without labels behind them. */
    private SparseRows knownAndOthers;

    /**
     * The step of the first model of each kind that was rounded: others differ little, and to search
     * for one is to round a dozen times.
     */
    private final Map<Kind, Double> coarseness = new HashMap<>();

    /** Those behind the rows stand for the names of the labels of the only target. */
    private final int names;

    /** Models that are like each other. */
    private record Kind(int target, boolean learnsFromBeliefs) {}

    /**
     * @param features as {@link TextFeatures#parse} reads them
     * @param unlabelled rows without answers; may be empty
     */
    Training(
            TaskSpec task,
            String features,
            Weighing weighing,
            List<LabelledRow> rows,
            List<LabelledRow> unlabelled) {
        this.rows = rows;
        plan = FieldPlan.of(task.inputSchema(), rows);
        outputs = OutputPlan.of(task.outputSchema(), rows);
        List<LabelledRow> all = new ArrayList<>(rows);
        List<OutputPlan.Target> targets = outputs.targets();
        double perLabel = (double) rows.size() / targets.get(0).labels().size();
        if (targets.size() == 1 && perLabel < MANY) {
            targets.get(0).labels().stream()
                    .filter(JsonNode::isTextual)
                    .forEach(label -> all.add(named(label)));
        }
        names = all.size() - rows.size();
        boolean rareFirst = perLabel >= FEW || weighing != Weighing.ALIKE;
        settings = new Settings(TextFeatures.parse(features), weighing, COST, rareFirst);
        vectors = Vectors.of(all, plan, settings.features());
        others = Vectors.of(unlabelled, plan, settings.features());
        // One for all folds: labels have no part in it, so it tells nothing of a row that a new
        // record would not tell.
        space = unlabelled.isEmpty() ? null : new LatentSpace(vectors, others);
    }

    private LabelledRow named(JsonNode label) {
        String words = label.textValue().replaceAll("[_./-]+", " ");
        return new LabelledRow("name", plan.inputOf(words), label);
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

    /**
     * Scores of each row by a model that has learned from other folds only, its weights rounded as in a
     * program.
     *
     * @param beliefs of a fold, by target, see {@link OutOfFold#of}
     */
    double[][] outOfFold(int target, Folds folds, IntFunction<List<double[][]>> beliefs) {
        double[][] scores = new double[rows.size()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            List<double[][]> believed = beliefs.apply(fold);
            LinearWeights weights =
                    train(
                            target,
                            folds.outside(fold),
                            believed == null ? null : believed.get(target));
            Kind kind = new Kind(target, believed != null);
            LinearWeights asInAProgram = rounded(kind, weights).weights();
            for (int row : folds.in(fold)) {
                scores[row] = asInAProgram.scores(vectors.row(row));
            }
        }
        return scores;
    }

    private RoundedWeights rounded(Kind kind, LinearWeights weights) {
        Double before = coarseness.get(kind);
        if (before != null) {
            return new RoundedWeights(weights, before);
        }
        RoundedWeights found = RoundedWeights.fitting(weights, outputs.targets().size());
        coarseness.put(kind, found.coarseness());
        return found;
    }

    double evidence(int target) {
        int[] all = IntStream.range(0, rows.size()).toArray();
        return new LinearTrainer(vectors, labels(target), labelCount(target))
                .evidence(withNames(all), settings);
    }

    /**
     * What becomes a program.
     *
     * @param beliefs of rows without labels, which are lessons too; null when they are none
     */
    LinearWeights train(int target, double[][] beliefs) {
        int[] all = IntStream.range(0, rows.size()).toArray();
        return train(target, all, beliefs);
    }

    private LinearWeights train(int target, int[] of, double[][] beliefs) {
        if (space == null) {
            return new LinearTrainer(vectors, labels(target), labelCount(target))
                    .train(withNames(of), settings);
        }
        Lessons lessons = Lessons.of(withNames(of), labels(target));
        if (beliefs == null) {
            return new LatentTrainer(space, known(), labelCount(target)).train(lessons);
        }
        return new LatentTrainer(space, knownAndOthers(), labelCount(target))
                .train(lessons.and(vectors.size(), beliefs, BELIEF));
    }

    private SparseRows known() {
        if (known == null) {
            known = space.vectors(vectors);
        }
        return known;
    }

    private SparseRows knownAndOthers() {
        if (knownAndOthers == null) {
            knownAndOthers = known().and(space.vectors(others));
        }
        return knownAndOthers;
    }

    /** Scores of rows without labels, by a model that has learned from these rows only. */
    double[][] ofUnlabelled(int target, int[] learned) {
        LinearWeights weights = train(target, learned, null);
        return others.rows().map(weights::scores).toArray(double[][]::new);
    }

    private int[] withNames(int[] of) {
        IntStream behind = IntStream.range(rows.size(), rows.size() + names);
        return IntStream.concat(Arrays.stream(of), behind).toArray();
    }
}
