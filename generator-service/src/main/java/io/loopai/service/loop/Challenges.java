package io.loopai.service.loop;

import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.service.db.Database;
import io.loopai.service.decisions.Deployments;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Begins rollouts. */
final class Challenges {

    private final Database database;
    private final Deployments deployments;
    private final RolloutSteps steps;
    private final Clock clock;

    /**
     * @param steps makes none while a rollout begins: it would bring back the challenger that gives way
     */
    Challenges(Database database, Deployments deployments, RolloutSteps steps, Clock clock) {
        this.database = database;
        this.deployments = deployments;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * The version runs in shadow from now on, and then goes from step to step. A challenger that has
     * not won by now gives way.
     *
     * @param champion the active version
     * @param disagreement on which share of the requests the two differ; null if that is not known
     * @param earlier labels from before, on which both can be compared
     * @param regeneration the wish that is fulfilled; null when there was none
     */
    void begin(
            String task,
            int version,
            int champion,
            Double disagreement,
            PairCounts earlier,
            String regeneration,
            String reason) {
        synchronized (steps) {
            giveWay(task, version);
            deployments.decide(
                    task,
                    reason,
                    decision -> decision.duel(version, disagreement, regeneration),
                    (handle, deployment) ->
                            insert(
                                    handle,
                                    task,
                                    version,
                                    champion,
                                    earlier,
                                    deployment.revision(),
                                    reason));
        }
    }

    private void insert(
            Handle handle,
            String task,
            int version,
            int champion,
            PairCounts earlier,
            long revision,
            String reason) {
        Instant now = clock.instant();
        Instant regime = AttemptTable.regime(handle, task);
        int number = 1 + RolloutTable.count(handle, task, regime);
        Rollout rollout = Rollout.start(version, champion, number, now, earlier);
        RolloutTable.insert(
                handle, new RolloutTable.Row(task, rollout, revision, false, reason, now, null));
    }

    private void giveWay(String task, int next) {
        Optional<RolloutTable.Row> open =
                database.inTransaction(handle -> RolloutTable.open(handle, task));
        if (open.isEmpty()) {
            return;
        }
        Rollout rollout = open.get().rollout();
        boolean isActive = rollout.phase() == Rollout.Phase.PROVISIONAL;
        int leaving = isActive ? rollout.champion() : rollout.challenger();
        String reason = "undecided when v%d came".formatted(next);
        deployments.decide(
                task,
                reason,
                decision -> decision.leave(leaving),
                (handle, deployment) ->
                        RolloutTable.update(
                                handle, open.get().with(rollout, reason, clock.instant())));
    }

    /** The version that answers; empty when nothing is deployed. */
    Optional<Integer> active(String task) {
        return deployments.state(task).active().map(LiveVersion::version);
    }

    /** Whether it lost a rollout before, or failed too often. */
    boolean wasRolledBack(String task, int version) {
        Stage stage = deployments.state(task).stageOf(version);
        return stage == Stage.ROLLED_BACK || stage == Stage.QUARANTINED;
    }
}
