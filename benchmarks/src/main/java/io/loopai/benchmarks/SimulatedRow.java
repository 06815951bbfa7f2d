package io.loopai.benchmarks;

import io.loopai.decision.Wilson;
import java.util.Locale;

/**
 * What a simulation has shown.
 *
 * @param value a share, or a number
 * @param text the value, and what it was measured on
 * @param goal in words; null when there is none
 * @param met whether the value reaches the goal; null when there is none
 */
record SimulatedRow(
        String claim, String setting, double value, String text, String goal, Boolean met) {

    static SimulatedRow atMost(double most, String claim, String setting, int hits, int runs) {
        return share(claim, setting, hits, runs, "≤ " + percent(most), hits <= most * runs);
    }

    static SimulatedRow atLeast(double least, String claim, String setting, int hits, int runs) {
        return share(claim, setting, hits, runs, "≥ " + percent(least), hits >= least * runs);
    }

    static SimulatedRow shown(String claim, String setting, int hits, int runs) {
        return share(claim, setting, hits, runs, null, null);
    }

    static SimulatedRow atMost(double most, String claim, String setting, double value) {
        return new SimulatedRow(
                claim,
                setting,
                value,
                String.format(Locale.ROOT, "%.2f", value),
                String.format(Locale.ROOT, "≤ %s", most),
                value <= most);
    }

    private static SimulatedRow share(
            String claim, String setting, int hits, int runs, String goal, Boolean met) {
        double value = (double) hits / runs;
        String text =
                String.format(
                        Locale.ROOT,
                        "%s (%s–%s)",
                        percent(value),
                        Percent.text(Wilson.interval(hits, runs).low()),
                        percent(Wilson.interval(hits, runs).high()));
        return new SimulatedRow(claim, setting, value, text, goal, met);
    }

    private static String percent(double share) {
        return Percent.text(share) + "%";
    }

    String line() {
        String verdict = met == null ? Percent.NONE : met ? "yes" : "no";
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                claim,
                setting,
                text,
                goal == null ? Percent.NONE : goal,
                verdict);
    }
}
