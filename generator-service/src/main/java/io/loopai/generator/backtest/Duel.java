package io.loopai.generator.backtest;

import io.loopai.decision.DuelCounts;
import io.loopai.decision.PairCounts;
import io.loopai.decision.Verdict;
import java.util.List;

/** A new version beside the one before, from the moment it was made until one of them has won. */
final class Duel {

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

    private boolean isAsGoodOn(List<Known> known) {
        PairCounts pairs = PairCounts.NONE;
        for (Known each : known) {
            if (challenger.on(each) != null && champion.on(each) != null) {
                pairs = pairs.plus(right(challenger, each), right(champion, each));
            }
        }
        return pairs.isAsGood();
    }

    /**
     * What it would say, given or not: of several versions, the one whose threshold came out too low
     * by chance would answer most, and win.
     */
    private static boolean right(Version version, Known known) {
        return version.on(known).right();
    }
}
