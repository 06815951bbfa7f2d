package io.loopai.decision;

/**
 * What sampling looks at in one execution.
 *
 * @param id of the request
 * @param label the answer, as a text; null when there was none
 * @param confidence of the answer, in [0, 1]
 * @param disagrees whether another live version answered otherwise
 * @param size of the input, in characters or in bytes, but always in the same
 * @param millis when it was executed, in ms since 1970
 */
public record Candidate(
        String id, String label, double confidence, boolean disagrees, int size, long millis) {

    /** 0 for a sure answer, 1 for none at all. */
    double uncertainty() {
        return label == null ? 1 : 1 - Math.min(1, Math.max(0, confidence));
    }
}
