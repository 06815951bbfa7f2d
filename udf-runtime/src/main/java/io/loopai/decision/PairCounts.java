package io.loopai.decision;

/**
 * Labelled records on which two versions can be compared, neither of which has learned from them.
 *
 * @param pairs how many there are, those included on which both are right or both wrong
 * @param lead on how many more of them the challenger was right than the champion; may be negative
 */
public record PairCounts(long pairs, long lead) {

    public static final PairCounts NONE = new PairCounts(0, 0);

    /** Fewer pairs than that say nothing. */
    private static final long FEWEST = 5;

    public PairCounts {
        if (Math.abs(lead) > pairs) {
            throw new IllegalArgumentException(
                    "the lead is at most the number of pairs, but is %d of %d"
                            .formatted(lead, pairs));
        }
    }

    /** After one more record. */
    public PairCounts plus(boolean challengerRight, boolean championRight) {
        int change = (challengerRight ? 1 : 0) - (championRight ? 1 : 0);
        return new PairCounts(pairs + 1, lead + change);
    }

    /**
     * Whether the challenger won as often as it lost: what learned from half as many labels more is
     * rather taken than left. Measured on public data sets, asking for more than one standard error costs
     * two points of accuracy on average, for with few labels hardly any challenger gets there.
     */
    public boolean isAsGood() {
        return pairs >= FEWEST && lead >= 0;
    }

    /**
     * Whether the challenger won so often that it would have proved itself, had these been the duels of
     * a first challenger. Records on which both are right or both wrong count half for each here, which
     * asks for more, not less.
     */
    public boolean isBetter() {
        long wins = (pairs + lead) / 2;
        return new DuelCounts(wins, pairs - wins).verdict(1) == Verdict.PROMOTE;
    }
}
