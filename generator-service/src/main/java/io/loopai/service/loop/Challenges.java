package io.loopai.service.loop;

import io.loopai.decision.PairCounts;
import io.loopai.decision.Rollout;
import io.loopai.service.db.Database;
import io.loopai.service.decisions.DecisionRefusedException;
import io.loopai.service.decisions.Deployments;
import io.loopai.store.Decision;
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
     * The version runs in shadow from now on, and then goes from step to step. A challenger of which
     * nothing is proven by now gives way, and if it is active, its champion comes back.
     *
     * @param champion see {@link #champion}; what is known of the challenger is beside it
     * @param disagreement on which share of the requests the two differ; null if that is not known
     * @param earlier labels from before, on which both can be compared
     * @param regeneration the wish that is fulfilled; null when there was none
     * @return false, and nothing is done, when by now another version is the one to beat
     * @throws DecisionRefusedException when a rollout of the version is under way, as champion or as
     *     challenger
     */
    boolean begin(
            String task,
            int version,
            int champion,
            Double disagreement,
            PairCounts earlier,
            String regeneration,
            String reason) {
        synchronized (steps) {
            if (champion(task).filter(now -> now == champion).isEmpty()) {
                return false;
            }
            Optional<RolloutTable.Row> before = open(task);
            if (before.isPresent() && isPartOf(before.get().rollout(), version)) {
                Rollout rollout = before.get().rollout();
                throw new DecisionRefusedException(
                        "v%d of '%s' challenges v%d already; wait for what comes of it, or promote it or roll it back"
                                .formatted(rollout.challenger(), task, rollout.champion()));
            }
            boolean isActive = before.isPresent() && isActive(task, before.get().rollout());
            deployments.decide(
                    task,
                    reason,
                    decision ->
                            before.map(row -> giveWay(decision, row.rollout(), isActive))
                                    .orElse(decision)
                                    .duel(version, disagreement, regeneration),
                    (handle, deployment) -> {
                        before.ifPresent(row -> end(handle, row, version));
                        insert(
                                handle,
                                task,
                                version,
                                champion,
                                earlier,
                                deployment.revision(),
                                reason);
                    });
            return true;
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

    private static Decision giveWay(Decision decision, Rollout rollout, boolean isActive) {
        if (isActive) {
            return decision.then(decision.activate(rollout.champion()));
        }
        boolean challenges = rollout.phase() == Rollout.Phase.CHALLENGING;
        return decision.then(
                decision.leave(challenges ? rollout.challenger() : rollout.champion()));
    }

    private void end(Handle handle, RolloutTable.Row row, int next) {
        Instant now = clock.instant();
        RolloutTable.update(
                handle,
                row.with(
                        row.rollout().ended(Rollout.Phase.UNDECIDED, now),
                        "undecided when v%d came".formatted(next),
                        now));
    }

    private Optional<RolloutTable.Row> open(String task) {
        return database.inTransaction(handle -> RolloutTable.open(handle, task));
    }

    /** Whether the challenger is active without proof, and nobody has decided otherwise since. */
    private boolean isActive(String task, Rollout rollout) {
        return rollout.phase() == Rollout.Phase.PROVISIONAL
                && active(task).filter(version -> version == rollout.challenger()).isPresent();
    }

    private static boolean isPartOf(Rollout rollout, int version) {
        return version == rollout.challenger() || version == rollout.champion();
    }

    /**
     * The version that the next challenger has to beat: the active one, but instead of one that has
     * proved nothing yet its own champion. Empty when nothing is deployed.
     */
    Optional<Integer> champion(String task) {
        Optional<Integer> provisionally =
                open(task)
                        .map(RolloutTable.Row::rollout)
                        .filter(rollout -> isActive(task, rollout))
                        .map(Rollout::champion);
        return provisionally.isPresent() ? provisionally : active(task);
    }

    /** Whether a rollout of the version is under way, as champion or as challenger. */
    boolean isUnderWay(String task, int version) {
        return open(task).filter(row -> isPartOf(row.rollout(), version)).isPresent();
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
