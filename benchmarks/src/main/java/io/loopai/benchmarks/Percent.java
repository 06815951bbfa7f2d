package io.loopai.benchmarks;

import java.util.Locale;
import java.util.Map;

/** Shares as people read them: {@code 0.436} is {@code 43.6}. */
final class Percent {

    /** Stands where nothing was measured. */
    static final String NONE = "–";

    private static final double PERCENT = 100;

    private Percent() {}

    static double of(double share) {
        return PERCENT * share;
    }

    static String text(double share) {
        return String.format(Locale.ROOT, "%.1f", of(share));
    }

    /** Accuracy and, in brackets, macro-F1. */
    static String cell(double accuracy, double macroF1) {
        return text(accuracy) + " (" + text(macroF1) + ")";
    }

    /** The same from values by name. */
    static String cell(Map<String, Double> values, String accuracy, String macroF1) {
        return values.containsKey(accuracy)
                ? cell(values.get(accuracy), values.get(macroF1))
                : NONE;
    }
}
