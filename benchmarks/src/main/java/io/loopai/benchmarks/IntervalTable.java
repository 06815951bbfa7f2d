package io.loopai.benchmarks;

import java.util.Locale;
import java.util.Map;

/** What became of claims, as a Markdown table. */
final class IntervalTable {

    private static final String HEAD =
            "| set | labels | programs | with a claim | estimate − truth | as claimed: covered |"
                    + " width | Winkler | for the rows judged: covered | width | Winkler |\n"
                    + "|---|---|---|---|---|---|---|---|---|---|---|\n";

    private IntervalTable() {}

    /**
     * Renders.
     *
     * @param rows by the name of the set and how many labels there were
     */
    static String of(Map<String, Map<String, ClaimSummary>> rows) {
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach(
                (set, byLabels) ->
                        byLabels.forEach(
                                (labels, summary) -> text.append(line(set, labels, summary))));
        return text.toString();
    }

    private static String line(String set, String labels, ClaimSummary summary) {
        String none = Percent.NONE + " | ".concat(Percent.NONE).repeat(2);
        boolean claimed = summary.claims() > 0;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %s | %s | %s |%n",
                set,
                labels,
                summary.cells(),
                summary.claims(),
                claimed
                        ? String.format(Locale.ROOT, "%+.1f", Percent.of(summary.bias()))
                        : Percent.NONE,
                claimed ? quality(summary.claimed()) : none,
                claimed ? quality(summary.predictive()) : none);
    }

    private static String quality(ClaimSummary.Quality quality) {
        return Percent.text(quality.coverage())
                + "% | "
                + Percent.text(quality.width())
                + " | "
                + Percent.text(quality.winkler());
    }
}
