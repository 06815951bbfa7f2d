package io.loopai.generator.backtest;

import io.loopai.decision.DuelCounts;
import io.loopai.decision.Verdict;
import java.util.List;

/** A new version beside the one before, from the moment it was made until one of them has won. */
final class Duel {

    /** Fewer pairs than that say nothing. */
    private static final int FEWEST_PAIRS = 5;

    final Version challenger;
    final Version champion;
    private final int number;
    private DuelCounts counts = DuelCounts.NONE;

    /**
     * @param number which challenger of its regime it is, from 1
     */
    Duel(Version challenger, Version champion, int number) {
        this.challenger = challenger;
        this.champion = champion;
        this.number = number;
    }

    /** The version that answers beside the live one. */
    Version besides(Version live) {
        return live == champion ? challenger : champion;
    }

    /** Counts a label from the audit or the duel draw. */
    void add(Known known) {
        counts = counts.plus(right(challenger, known), right(champion, known));
    }

    /**
     * What is known so far.
     *
     * @param auditLabels of the regime
     * @param pairs labels on which both may be compared
     */
    Verdict verdict(long auditLabels, List<Known> pairs) {
        return counts.verdict(number, auditLabels, isAsGoodOn(pairs));
    }

    /**
     * Whether it won as often as it lost: what learned from half as many labels more is rather taken
     * than left. Measured on public data sets, asking for more than one standard error costs two
     * points of accuracy on average, for with few labels hardly any challenger gets there.
     */
    private boolean isAsGoodOn(List<Known> pairs) {
        int count = 0;
        int difference = 0;
        for (Known known : pairs) {
            if (challenger.on(known) != null && champion.on(known) != null) {
                count++;
                difference += right(challenger, known) ? 1 : 0;
                difference -= right(champion, known) ? 1 : 0;
            }
        }
        return count >= FEWEST_PAIRS && difference >= 0;
    }

    /**
     * What it would say, given or not: of several versions, the one whose threshold came out too low
     * by chance would answer most, and win.
     */
    private static boolean right(Version version, Known known) {
        return version.on(known).right();
    }
}
