package io.loopai.service.loop;

import io.loopai.decision.DuelCounts;
import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.task.Draw;
import io.loopai.task.Validation;
import java.time.Instant;
import java.util.Optional;

/**
 * A rollout as {@link Intake} and {@link RolloutSteps} lead it: looked at after every duel, with as many
 * requests and as much time as a step may ask for, and with guards that never object.
 */
public final class FollowedRollout {

    public static final int CHAMPION = 1;
    public static final int CHALLENGER = 2;

    /** Other labels do not change the verdict of the duels, only whether a step may be made. */
    private static final int LOOK_EVERY = 10;

    private final Rollout.Pace pace;
    private Rollout rollout;
    private Instant now = Instant.EPOCH;
    private long auditLabels;
    private boolean proven;
    private boolean provisional;
    private double highestShare;

    /**
     * @param number which challenger of its regime it is, from 1
     * @param auditLabels of the regime before it began
     * @param earlier those of them on which cross-validation compares the two
     */
    public FollowedRollout(int number, long auditLabels, PairCounts earlier, Rollout.Pace pace) {
        this.pace = pace;
        this.auditLabels = auditLabels;
        this.rollout = Rollout.start(CHALLENGER, CHAMPION, number, now, earlier);
    }

    /** Judges both versions, and makes the step that is due. */
    public void add(Validation validation) {
        if (validation.expected() == null) {
            return;
        }
        auditLabels += validation.draw() == Draw.AUDIT ? 1 : 0;
        DuelCounts before = rollout.duels();
        rollout = Ballot.count(rollout, validation.draw(), validation.verdicts());
        if (rollout.duels().equals(before) && rollout.fresh().pairs() % LOOK_EVERY != 0) {
            return;
        }
        now = now.plus(pace.dwell());
        rollout = rollout.next(now, auditLabels, Optional.empty(), pace.calls(), pace).rollout();
        proven |= rollout.proven();
        provisional |= rollout.phase() == Rollout.Phase.PROVISIONAL;
        highestShare = Math.max(highestShare, rollout.share());
    }

    /** Whether the duels have ever shown that the challenger is better. */
    public boolean wasProven() {
        return proven;
    }

    /** Whether the challenger was ever active without that. */
    public boolean wasProvisional() {
        return provisional;
    }

    /** Whether the duels have shown that the challenger is worse. */
    public boolean wasRolledBack() {
        return rollout.phase() == Rollout.Phase.ROLLED_BACK;
    }

    /** Whether the challenger has become the champion. */
    public boolean wasPromoted() {
        return rollout.phase() == Rollout.Phase.PROMOTED;
    }

    /** The largest share of the requests that the challenger ever answered. */
    public double highestShare() {
        return highestShare;
    }

    public boolean hasEnded() {
        return rollout.hasEnded();
    }

    /** Labels on which both were compared since it began. */
    public long labels() {
        return rollout.fresh().pairs();
    }

    public DuelCounts duels() {
        return rollout.duels();
    }

    public long auditLabels() {
        return auditLabels;
    }
}
