package io.loopai.decision;

import java.util.HashMap;
import java.util.Map;

/** How often each answer comes, and how to sample as many of each. */
final class Strata {

    /** Answers beyond that many, of tasks whose answers are free, share one stratum. */
    private static final int MOST = 500;

    private static final String OTHERS = "\0others";
    private static final int HALVINGS = 40;

    private final Map<String, Double> counts = new HashMap<>();
    private double total;
    private double each;
    private double eachFor = -1;
    private double nextUpdate;

    /** Counts the answer; its share of all so far, in (0, 1]. */
    double add(String label) {
        String known = label == null ? "" : label;
        String key = counts.containsKey(known) || counts.size() < MOST ? known : OTHERS;
        double count = counts.merge(key, 1.0, Double::sum);
        total++;
        return count / total;
    }

    /**
     * The probability for an answer with the given share, so that every answer makes up an equal part
     * of {@code budget}, and those that are too rare for that are all taken.
     */
    double probability(double share, double budget) {
        if (total >= nextUpdate || budget != eachFor) {
            each = each(budget);
            eachFor = budget;
            nextUpdate = total * 1.05 + 1;
        }
        return Math.min(1, each / share);
    }

    private double each(double budget) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double spent = 0;
            for (double count : counts.values()) {
                spent += Math.min(count / total, middle);
            }
            if (spent < budget) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
