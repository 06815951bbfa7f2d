package io.loopai.decision;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * A challenger against the champion, on requests that both have answered and of which exactly one was
 * right.
 *
 * <pre>{@code
 * DuelCounts duels = DuelCounts.NONE;
 * duels = duels.plus(true, false);               // the challenger was right, the champion was not
 * duels.verdict(1);                              // UNDECIDED
 * }</pre>
 *
 * <p>An abstention, an error and a timeout count as not right. Give it labels drawn after the
 * challenger was frozen, and in the order of the draw; start it once per challenger, not once per
 * stage. It may be looked at after every label.
 *
 * <p>A sequential sign test: if the challenger is no better, it wins a duel with probability at most
 * ½. What is bet against that is a mixture of all probabilities above ½, by a Beta({@value #WEIGHT},
 * {@value #WEIGHT}) density cut off at ½; the wealth of the bettor is an e-process, which ever
 * reaches 1/α with probability at most α (Ville 1939; mixtures: Robbins 1970; comparing versions this
 * way: Lindon, Malek 2022, "Anytime-valid inference for multinomial count data"). Rolling back is the
 * same test with wins and losses exchanged.
 *
 * @param wins duels that the challenger won
 * @param losses duels that the champion won
 */
public record DuelCounts(long wins, long losses) {

    public static final DuelCounts NONE = new DuelCounts(0, 0);

    /** The probability that any challenger of a regime is promoted without being better. */
    private static final double ALPHA = 0.05;

    /** Has most power where a challenger wins 60 to 70% of the duels: 85% after 150 at 65%. */
    private static final double WEIGHT = 5;

    private static final double LOG_PRIOR = LogBeta.value(WEIGHT, WEIGHT) + Math.log(0.5);

    public DuelCounts {
        if (wins < 0 || losses < 0) {
            throw new IllegalArgumentException(
                    "duels cannot be negative, but are %d won and %d lost".formatted(wins, losses));
        }
    }

    /** After one more label; a draw, with both right or both wrong, changes nothing. */
    public DuelCounts plus(boolean challengerRight, boolean championRight) {
        if (challengerRight == championRight) {
            return this;
        }
        return challengerRight
                ? new DuelCounts(wins + 1, losses)
                : new DuelCounts(wins, losses + 1);
    }

    /** Duels that somebody won. */
    public long discordant() {
        return wins + losses;
    }

    /** The same with the roles exchanged: what speaks for this challenger speaks against that one. */
    public DuelCounts mirrored() {
        return new DuelCounts(losses, wins);
    }

    /** The natural logarithm of the evidence (an e-value) that the challenger is the better one. */
    public double logEvidence() {
        double a = WEIGHT + wins;
        double b = WEIGHT + losses;
        return LogBeta.value(a, b)
                + Math.log(RegularizedBeta.complement(0.5, a, b))
                - LOG_PRIOR
                + discordant() * Math.log(2);
    }

    /**
     * What the duels show.
     *
     * @param challenger which challenger of this regime it is, from 1: see {@link #alpha}
     */
    public Verdict verdict(int challenger) {
        double enough = -Math.log(alpha(challenger));
        if (logEvidence() >= enough) {
            return Verdict.PROMOTE;
        }
        return mirrored().logEvidence() >= enough ? Verdict.ROLL_BACK : Verdict.UNDECIDED;
    }

    /**
     * The probability of error that the k-th challenger of a regime may spend, 0.05 · 6/(π²k²): all of
     * them together spend 5%, however many come. A regime ends when the stream drifts.
     */
    public static double alpha(int challenger) {
        if (challenger < 1) {
            throw new IllegalArgumentException(
                    "challengers are counted from 1, but this one is number " + challenger);
        }
        return ALPHA * 6 / (Math.PI * Math.PI * challenger * challenger);
    }
}
