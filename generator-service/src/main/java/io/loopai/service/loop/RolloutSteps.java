package io.loopai.service.loop;

import io.loopai.decision.Guards;
import io.loopai.decision.Rollout;
import io.loopai.decision.VersionHealth;
import io.loopai.service.db.Database;
import io.loopai.service.decisions.DecisionRefusedException;
import io.loopai.service.decisions.Deployments;
import io.loopai.store.Decision;
import io.loopai.store.TaskState;
import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes challengers from step to step. Looks again and again; each look does at most one thing for
 * each task. What a person decides meanwhile about the versions of a rollout ends it.
 */
final class RolloutSteps {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutSteps.class);
    private static final double MICROS_PER_MILLI = 1_000;

    private final Database database;
    private final Deployments deployments;
    private final TrafficBook traffic;
    private final RareRecalls recalls;
    private final Rollout.Pace pace;

    RolloutSteps(
            Database database,
            Deployments deployments,
            TrafficBook traffic,
            RareRecalls recalls,
            Rollout.Pace pace) {
        this.recalls = recalls;
        this.database = database;
        this.deployments = deployments;
        this.traffic = traffic;
        this.pace = pace;
    }

    /** Looks at every rollout under way. */
    synchronized void look(Instant now) {
        for (RolloutTable.Row row :
                database.<List<RolloutTable.Row>>inTransaction(RolloutTable::open)) {
            try {
                look(row, now);
            } catch (RuntimeException e) {
                LOG.warn("The rollout of {} stays where it is: {}", name(row), e.getMessage(), e);
            }
        }
    }

    /**
     * Keeps a challenger where it is, or lets it go on.
     *
     * @throws DecisionRefusedException when the task has none
     */
    synchronized void pause(String task, boolean paused) {
        database.inTransaction(
                handle -> {
                    RolloutTable.update(
                            handle, open(task, RolloutTable.open(handle, task)).paused(paused));
                    return null;
                });
    }

    /**
     * Ends the rollout under way as a person wants it.
     *
     * @throws DecisionRefusedException when there is none
     */
    synchronized void end(String task, boolean isPromoted, String reason, Instant now) {
        RolloutTable.Row row =
                open(task, database.inTransaction(handle -> RolloutTable.open(handle, task)));
        apply(
                row,
                new Rollout.Step(
                        row.rollout()
                                .ended(
                                        isPromoted
                                                ? Rollout.Phase.PROMOTED
                                                : Rollout.Phase.ROLLED_BACK,
                                        now),
                        isPromoted ? Rollout.Action.PROMOTE : Rollout.Action.ROLL_BACK,
                        reason),
                now);
    }

    /**
     * A version leaves that engines no longer give any requests, and so does the one that it was
     * compared with, unless that one is active: their rollout ends.
     */
    synchronized void quarantine(String task, int version, String reason, Instant now) {
        Optional<RolloutTable.Row> row =
                database.inTransaction(handle -> RolloutTable.open(handle, task));
        Rollout rollout = row.map(RolloutTable.Row::rollout).orElse(null);
        if (rollout == null || version != rollout.challenger() && version != rollout.champion()) {
            deployments.quarantine(task, version, reason);
            return;
        }
        boolean isActive = rollout.phase() == Rollout.Phase.PROVISIONAL;
        Rollout.Phase end = Rollout.Phase.ROLLED_BACK;
        if (version == rollout.champion()) {
            // It has won nothing by this; but where it answers already, nobody is left to beat.
            end = isActive ? Rollout.Phase.PROMOTED : Rollout.Phase.UNDECIDED;
        }
        Rollout ended = rollout.ended(end, now);
        boolean leaves = end == Rollout.Phase.UNDECIDED;
        deployments.decide(
                task,
                reason,
                decision ->
                        leaves
                                ? decision.leave(rollout.challenger())
                                : decision.quarantine(version),
                (handle, deployment) -> store(handle, row.get(), ended, reason, now));
        if (leaves) {
            // After a crash in between, the engines tell of the version once more.
            deployments.quarantine(task, version, reason);
        }
    }

    private static RolloutTable.Row open(String task, Optional<RolloutTable.Row> row) {
        return row.orElseThrow(
                () ->
                        new DecisionRefusedException(
                                "no rollout of '"
                                        + task
                                        + "' is under way; let a version challenge the active one"
                                        + " to begin one"));
    }

    private void look(RolloutTable.Row row, Instant now) {
        Deployment inForce = deployments.state(row.task()).deployment();
        Optional<String> overruled = overruled(row.rollout(), inForce);
        if (overruled.isPresent()) {
            database.inTransaction(
                    handle -> {
                        store(handle, row, row.rollout(), overruled.get(), now);
                        return null;
                    });
            return;
        }
        VersionHealth challenger = health(row, row.rollout().challenger());
        VersionHealth champion = health(row, row.rollout().champion());
        long callsInStep =
                traffic.health(row.task(), inForce.revision(), row.rollout().challenger(), Map.of())
                        .calls();
        double target = inForce.spec().latencyTargetMs() * MICROS_PER_MILLI;
        Rollout.Step step =
                row.rollout()
                        .next(
                                now,
                                audits(row.task()),
                                Guards.problem(champion, challenger, target),
                                callsInStep,
                                pace);
        if (row.paused() && step.action() != Rollout.Action.ROLL_BACK) {
            return;
        }
        if (step.action() != Rollout.Action.HOLD) {
            LOG.info("{}: {}: {}", name(row), step.action(), step.reason());
        }
        apply(row, step, now);
    }

    /** The versions and the rollout change together, so that a restart finds both or neither. */
    private void apply(RolloutTable.Row row, Rollout.Step step, Instant now) {
        Instant ended = step.rollout().hasEnded() ? now : null;
        if (step.action() == Rollout.Action.HOLD) {
            if (!step.rollout().equals(row.rollout())) {
                database.inTransaction(
                        handle -> {
                            store(handle, row, step.rollout(), step.reason(), ended);
                            return null;
                        });
            }
            return;
        }
        deployments.decide(
                row.task(),
                step.reason(),
                decision -> versions(decision, row.rollout(), step),
                (handle, deployment) -> store(handle, row, step.rollout(), step.reason(), ended));
    }

    private static TaskState versions(Decision decision, Rollout before, Rollout.Step step) {
        int challenger = before.challenger();
        int champion = before.champion();
        boolean isActive = before.phase() == Rollout.Phase.PROVISIONAL;
        return switch (step.action()) {
            case ADVANCE, STEP_BACK -> decision.canary(challenger, step.rollout().share());
            case ACTIVATE -> decision.swap(challenger);
            case PROMOTE -> isActive ? decision.leave(champion) : decision.activate(challenger);
            case ROLL_BACK ->
                    isActive
                            ? decision.rollback(OptionalInt.of(champion))
                            : decision.withdraw(challenger);
            case GIVE_UP -> isActive ? decision.activate(champion) : decision.leave(challenger);
            case HOLD -> throw new IllegalArgumentException("nothing is to be decided");
        };
    }

    /** Labels may have come since the row was read, so only what the step decided is taken over. */
    private static void store(
            Handle handle, RolloutTable.Row row, Rollout decided, String reason, Instant ended) {
        RolloutTable.open(handle, row.task())
                .filter(current -> current.rollout().challenger() == decided.challenger())
                .ifPresent(
                        current ->
                                RolloutTable.update(
                                        handle,
                                        current.with(
                                                current.rollout().after(decided), reason, ended)));
    }

    /** Over the whole rollout: the requests of one step may be too few to see a fault. */
    private VersionHealth health(RolloutTable.Row row, int version) {
        return traffic.health(
                row.task(),
                row.revision(),
                version,
                recalls.of(row.task(), version, row.beganAt()));
    }

    private long audits(String task) {
        return database.inTransaction(
                handle ->
                        LabelTable.audits(
                                handle,
                                task,
                                AttemptTable.regime(handle, task),
                                Rollout.FEW_AUDIT_LABELS));
    }

    /** What somebody has decided otherwise, if anybody has. */
    private static Optional<String> overruled(Rollout rollout, Deployment inForce) {
        boolean provisional = rollout.phase() == Rollout.Phase.PROVISIONAL;
        int active = provisional ? rollout.challenger() : rollout.champion();
        int beside = provisional ? rollout.champion() : rollout.challenger();
        return hasStage(inForce, active, true) && hasStage(inForce, beside, false)
                ? Optional.empty()
                : Optional.of("somebody has decided otherwise about its versions");
    }

    private static boolean hasStage(Deployment deployment, int version, boolean active) {
        for (LiveVersion live : deployment.versions()) {
            if (live.version() == version && !deployment.onlyStandsBy(live)) {
                return (live.stage() == Stage.ACTIVE) == active;
            }
        }
        return false;
    }

    private static String name(RolloutTable.Row row) {
        return "v%d of task '%s'".formatted(row.rollout().challenger(), row.task());
    }
}
