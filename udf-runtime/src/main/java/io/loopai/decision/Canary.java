package io.loopai.decision;

import java.util.List;
import java.util.Optional;

/**
 * How a challenger takes over: 5, 25, 50, 100% of the requests, with a dwell at each step.
 *
 * <pre>{@code
 * Canary.Move move = Canary.next(0.05, Verdict.PROMOTE, dwelt, problem);
 * move.action();                                 // ADVANCE
 * move.share();                                  // 0.25
 * }</pre>
 *
 * <p>The duels decide whether the challenger is better ({@link DuelCounts}); the steps only protect
 * against what duels do not see ({@link Guards}). So the first step needs no reason, the others do:
 * proof, or, as long as there are few labels, a challenger that is not behind; when neither is left it
 * goes back to {@value #FIRST_STEP} of the requests.
 */
public final class Canary {

    /** The share of a challenger that has proved nothing yet but that it runs. */
    public static final double FIRST_STEP = 0.05;

    /** Shares of the requests, ascending. */
    public static final List<Double> STEPS = List.of(FIRST_STEP, 0.25, 0.5, 1.0);

    private Canary() {}

    /** What to do with the challenger. */
    public enum Action {
        /** Leave it where it is. */
        HOLD,
        /** Give it the larger share. */
        ADVANCE,
        /** Give it the smaller share. */
        STEP_BACK,
        /** Make it the champion: it has answered everything for a whole dwell. */
        COMPLETE,
        /** Take it out of the traffic. */
        ROLL_BACK
    }

    /**
     * @param share of the requests that the challenger answers from now on
     * @param reason in words
     */
    public record Move(Action action, double share, String reason) {}

    /**
     * The next move.
     *
     * @param share what the challenger answers now; 0 while in shadow
     * @param verdict of the duels; what it once said of promotion stays said until it rolls back
     * @param dwelt whether the challenger has been at this share long enough, and answered enough
     * @param problem what {@link Guards} found
     */
    public static Move next(
            double share, Verdict verdict, boolean dwelt, Optional<String> problem) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share of the requests is in [0, 1], but is " + share);
        }
        if (problem.isPresent()) {
            return new Move(Action.ROLL_BACK, 0, problem.get());
        }
        if (verdict == Verdict.ROLL_BACK) {
            return new Move(Action.ROLL_BACK, 0, "the duels show that the champion is better");
        }
        if (verdict == Verdict.UNDECIDED && share > FIRST_STEP) {
            return new Move(
                    Action.STEP_BACK,
                    FIRST_STEP,
                    "the challenger is not ahead any more, and nothing is proven");
        }
        if (!dwelt) {
            return new Move(Action.HOLD, share, "the dwell at this step is not over");
        }
        if (verdict == Verdict.UNDECIDED && share >= FIRST_STEP) {
            return new Move(
                    Action.HOLD,
                    share,
                    "the duels have not shown yet that the challenger is better");
        }
        for (double step : STEPS) {
            if (step > share) {
                return new Move(
                        Action.ADVANCE,
                        step,
                        "no guard objects, and the dwell at this step is over");
            }
        }
        return new Move(Action.COMPLETE, 1, "the challenger has taken over");
    }
}
