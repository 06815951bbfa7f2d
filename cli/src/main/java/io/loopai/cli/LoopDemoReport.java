package io.loopai.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the demo showed.
 *
 * @param deadLetters tickets that got no answer
 * @param agreementAfterShift the agreement once the change was seen
 * @param driftSeconds from the change until a better version was asked for because of it; null when
 *     none was
 * @param recoverySeconds from the change until the agreement was above the target again; null when it
 *     was not
 * @param oracleCalls tickets that the oracle was asked about
 * @param missing tickets that it was asked about in vain
 * @param worse the version that was made worse on purpose
 * @param generatorCostUsd for programs, the first one among them
 * @param missed what should have happened and did not
 */
record LoopDemoReport(
        long tickets,
        long deadLetters,
        double seconds,
        double agreementAfterShift,
        Double driftSeconds,
        Double recoverySeconds,
        double agreementAtTheEnd,
        double target,
        long oracleCalls,
        long missing,
        double oracleCostUsd,
        double generatorCostUsd,
        List<OfVersion> versions,
        int worse,
        String plot,
        String executions,
        List<String> missed) {

    /** Tokens of a ticket's question and answer, as a small LLM counts them. */
    private static final double TOKENS_IN = 400;

    private static final double TOKENS_OUT = 5;
    private static final double USD_PER_TOKEN_IN = 0.15e-6;
    private static final double USD_PER_TOKEN_OUT = 0.6e-6;

    /**
     * @param active whether it ever answered everything
     * @param highestShare of the tickets that it answered
     * @param auditLabels labels that judge it
     * @param agreement on these; null without any
     */
    record OfVersion(
            int version, boolean active, double highestShare, long auditLabels, Double agreement) {

        OfVersion with(OfVersion later) {
            return new OfVersion(
                    version,
                    active || later.active,
                    Math.max(highestShare, later.highestShare),
                    auditLabels,
                    agreement);
        }

        static boolean isActive(OfVersion known) {
            return known != null && known.active;
        }
    }

    /** Whether every act ended as it should. */
    @JsonProperty
    boolean shown() {
        return missed.isEmpty();
    }

    void print(Output output) {
        if (output.json()) {
            output.print(this);
        } else {
            print(output.out());
        }
    }

    private void print(Terminal out) {
        out.println("");
        out.println(
                out.bold(Formats.count(tickets) + " tickets")
                        + " in "
                        + Formats.duration(Duration.ofMillis((long) (1_000 * seconds))));
        Table table =
                new Table()
                        .left("version")
                        .right("answered up to")
                        .right("audit labels")
                        .right("agreement");
        for (OfVersion of : versions) {
            table.row(
                    "v" + of.version(),
                    percent(of.highestShare()),
                    Formats.count(of.auditLabels()),
                    of.agreement() == null ? "–" : percent(of.agreement()));
        }
        table.print(out);
        out.println("");
        out.println(
                "after the change: agreement %s, %s, %s; %s at the end"
                        .formatted(
                                percent(agreementAfterShift),
                                driftSeconds == null
                                        ? "no drift seen"
                                        : "drift seen after %.0f s".formatted(driftSeconds),
                                recoverySeconds == null
                                        ? "not back above " + percent(target)
                                        : "back above %s after %.0f s"
                                                .formatted(percent(target), recoverySeconds),
                                percent(agreementAtTheEnd)));
        out.println(
                "the oracle was asked about %s of %s tickets (%s)"
                        .formatted(
                                Formats.count(oracleCalls),
                                Formats.count(tickets),
                                percent((double) oracleCalls / Math.max(1, tickets))));
        out.println(
                oracleCostUsd > 0
                        ? "that cost %s, and programs %s; every ticket would have cost about %s"
                                .formatted(
                                        usd(oracleCostUsd),
                                        usd(generatorCostUsd),
                                        usd(oracleCostUsd / oracleCalls * tickets))
                        : "an LLM for every ticket would cost about %s, for these %s (%.0f and %.0f tokens at $0.15 and $0.60 a million)"
                                .formatted(
                                        guess(tickets), guess(oracleCalls), TOKENS_IN, TOKENS_OUT));
        out.println("agreement over time   " + plot);
        out.println("every execution       " + executions);
        missed.forEach(each -> out.println("not shown: " + each));
    }

    /** What a small LLM would take for so many answers, about. */
    static String guess(long calls) {
        return usd(calls * (TOKENS_IN * USD_PER_TOKEN_IN + TOKENS_OUT * USD_PER_TOKEN_OUT));
    }

    static String usd(double dollars) {
        return String.format(Locale.ROOT, "$%.2f", dollars);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
