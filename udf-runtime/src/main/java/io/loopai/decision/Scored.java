package io.loopai.decision;

/**
 * A labelled record, answered by a version that has not learned from it.
 *
 * @param confidence of the answer, in [0, 1]; negative infinity for an abstention or an error
 * @param right whether the answer agrees with the label
 */
public record Scored(double confidence, boolean right) {

    /** The program gave no answer: never wrong, and never an answer. */
    public static final Scored ABSTAINED = new Scored(Double.NEGATIVE_INFINITY, false);

    public Scored {
        boolean probability = confidence >= 0 && confidence <= 1;
        if (!probability && confidence != Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "a confidence is in [0, 1], but is "
                            + confidence
                            + "; for an answer without one use 1, for none Scored.ABSTAINED");
        }
    }
}
