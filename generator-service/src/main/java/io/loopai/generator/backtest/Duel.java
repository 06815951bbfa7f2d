package io.loopai.generator.backtest;

import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A new version beside the champion, from the moment it was made until one of them has won or the next
 * one comes: a {@link Rollout} as the service makes them, whose steps take no time and no requests.
 */
final class Duel {

    private static final Rollout.Pace AT_ONCE =
            new Rollout.Pace(Duration.ZERO, 0, 0, Rollout.Pace.DEFAULT.mostPairs());

    final Version challenger;
    final Version champion;
    private Rollout rollout;

    /**
     * @param number which challenger of its regime it is, from 1
     * @param known labels from before it was made, on which the two are compared where neither has
     *     learned from them
     */
    Duel(Version challenger, Version champion, int number, List<Known> known) {
        this.challenger = challenger;
        this.champion = champion;
        PairCounts earlier = PairCounts.NONE;
        for (Known each : known) {
            if (challenger.on(each) != null && champion.on(each) != null) {
                earlier = earlier.plus(right(challenger, each), right(champion, each));
            }
        }
        this.rollout =
                Rollout.start(challenger.number, champion.number, number, Instant.EPOCH, earlier);
    }

    /** The version that answers beside the live one. */
    Version besides(Version live) {
        return live == champion ? challenger : champion;
    }

    /** Counts a label from the audit or the duel draw. */
    void add(Known known) {
        rollout = rollout.plus(right(challenger, known), right(champion, known));
    }

    /**
     * What to do by what is known so far, when all steps that can be taken are taken.
     *
     * @param auditLabels of the regime
     * @return neither {@code ADVANCE} nor {@code STEP_BACK}
     */
    Rollout.Action next(long auditLabels) {
        while (true) {
            Rollout.Step step =
                    rollout.next(Instant.EPOCH, auditLabels, Optional.empty(), 0, AT_ONCE);
            rollout = step.rollout();
            boolean moved =
                    step.action() == Rollout.Action.ADVANCE
                            || step.action() == Rollout.Action.STEP_BACK;
            if (!moved) {
                return step.action();
            }
        }
    }

    /**
     * What it would say, given or not: of several versions, the one whose threshold came out too low
     * by chance would answer most, and win.
     */
    private static boolean right(Version version, Known known) {
        return version.on(known).right();
    }
}
