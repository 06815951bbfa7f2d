package io.loopai.program.text;

import io.loopai.program.Answer;
import java.util.Arrays;
import java.util.Map;

/**
 * Weighs what a model says against what programs answer: a logarithmic opinion pool (Genest and
 * Zidek, Combining Probability Distributions, Statistical Science 1, 1986).
 *
 * <pre>{@code
 * Scores scores =
 *         ScorePool.of(MODEL.score(in.text("text")), 0.7)
 *                 .vote(answer1, 0.2, 0.4)
 *                 .vote(answer2, 0.5, 0.6)
 *                 .scores();
 * }</pre>
 *
 * <p>The logarithms of the model's probabilities count with a weight. Each program adds to its answer
 * what any answer of it is worth, and, with a weight, the log-odds of its confidence.
 */
public final class ScorePool {

    /** No program is surer than this, and none more doubtful: what it says of itself is a guess. */
    private static final double SUREST = 0.98;

    /** So that no label is ruled out by one voice alone. */
    private static final double LEAST = 0.01;

    private final Scores scores;
    private final double[] sums;
    private double[] limits;

    private ScorePool(Scores scores, double weight) {
        this.scores = scores;
        this.sums = new double[scores.size()];
        Arrays.setAll(sums, label -> weight * logarithm(scores.probability(label)));
    }

    /** Begins with a model's scores and how much they count. */
    public static ScorePool of(Scores scores, double weight) {
        return new ScorePool(scores, weight);
    }

    /** The logarithm of a probability, which for pools is never quite 0. */
    public static double logarithm(double probability) {
        return Math.log(Math.max(LEAST, probability));
    }

    /** How much a confidence is worth, at most that of 98%. */
    public static double logOdds(double confidence) {
        double bounded = Math.max(1 - SUREST, Math.min(SUREST, confidence));
        return Math.log(bounded / (1 - bounded));
    }

    /**
     * The labels stand for ranges of a quantity: a number that is voted for means the range it is in.
     *
     * @param between the ranges, one less than labels; ascending, each belonging to the lower range
     */
    public ScorePool ranges(double... between) {
        limits = between.clone();
        return this;
    }

    /**
     * Adds what a program answers. No answer and an answer that is no label of the model add nothing.
     *
     * @param answer may be null or abstain
     * @param worth of any answer of the program
     * @param weight of the log-odds of its confidence
     */
    public ScorePool vote(Answer answer, double worth, double weight) {
        int label = answer == null || answer.abstains() ? -1 : label(answer.value());
        if (label >= 0) {
            sums[label] += worth + weight * logOdds(answer.confidence());
        }
        return this;
    }

    /** The same with a field of an answer that is an object. */
    public ScorePool vote(Answer answer, String field, double worth, double weight) {
        if (answer != null && answer.value() instanceof Map<?, ?> object) {
            int label = object.get(field) == null ? -1 : label(object.get(field));
            if (label >= 0) {
                sums[label] += worth + weight * logOdds(answer.confidence());
            }
        }
        return this;
    }

    private int label(Object value) {
        if (limits == null) {
            return value instanceof Map ? -1 : scores.indexOf(String.valueOf(value));
        }
        if (!(value instanceof Number number)) {
            return -1;
        }
        int at = Arrays.binarySearch(limits, number.doubleValue());
        return at >= 0 ? at : -at - 1;
    }

    /** Adds to each label, in the model's order. */
    public ScorePool shift(double... byLabel) {
        for (int label = 0; label < sums.length; label++) {
            sums[label] += byLabel[label];
        }
        return this;
    }

    /** The probabilities of the labels. */
    public Scores scores() {
        return scores.with(LinearModel.softmax(sums.clone()));
    }
}
