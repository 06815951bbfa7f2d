package io.loopai.decision;

import java.util.Map;

/**
 * What is known of a version without any label, and how it does on rare labels, over one step of a
 * rollout. Champion and challenger are measured on the same requests.
 *
 * @param calls requests that it ran on
 * @param errors of these, failures other than timeouts
 * @param timeouts of these, exhausted budgets
 * @param answered of these, neither failed nor abstained
 * @param p99Us 99th percentile of the time for an answer, in µs
 * @param recalls for every rare label with labelled records: how many of them it found
 */
public record VersionHealth(
        long calls,
        long errors,
        long timeouts,
        long answered,
        double p99Us,
        Map<String, Recall> recalls) {

    public VersionHealth {
        recalls = recalls == null ? Map.of() : Map.copyOf(recalls);
    }

    /**
     * @param found records of the label that the version gave that label
     * @param records labelled records of the label
     */
    public record Recall(long found, long records) {

        public Recall {
            ConfidenceSequence.check(found, records);
        }
    }
}
