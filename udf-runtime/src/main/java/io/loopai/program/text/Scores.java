package io.loopai.program.text;

import java.util.List;

/**
 * How probable each label is, according to a {@link LinearModel} or a {@link ScorePool}.
 *
 * <pre>{@code
 * scores.probability() < 0.8 ? Answer.abstain() : Answer.of(scores.best(), scores.probability())
 * }</pre>
 */
public final class Scores {

    private final List<String> labels;
    private final double[] probabilities;
    private final int best;

    Scores(List<String> labels, double[] probabilities) {
        this.labels = labels;
        this.probabilities = probabilities;
        int most = 0;
        for (int i = 1; i < probabilities.length; i++) {
            most = probabilities[i] > probabilities[most] ? i : most;
        }
        this.best = most;
    }

    /** The most probable label; of equal ones the first. */
    public String best() {
        return labels.get(best);
    }

    /** The probability of the most probable label. */
    public double probability() {
        return probabilities[best];
    }

    /**
     * The probability of a label.
     *
     * @throws IllegalArgumentException when the model does not know it
     */
    public double probability(String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "'" + label + "' is none of the model's labels " + labels);
        }
        return probabilities[index];
    }

    int size() {
        return probabilities.length;
    }

    double probability(int label) {
        return probabilities[label];
    }

    int indexOf(String label) {
        return labels.indexOf(label);
    }

    /** The same labels with other probabilities. */
    Scores with(double[] others) {
        return new Scores(labels, others);
    }
}
