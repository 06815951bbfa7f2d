package io.loopai.service.loop;

import io.loopai.decision.AuditCounts;
import io.loopai.decision.PairCounts;
import io.loopai.service.db.Database;
import io.loopai.service.decisions.DecisionRefusedException;
import io.loopai.service.decisions.Deployments;
import io.loopai.task.LiveVersion;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What people see of the loop, and what they can do about it.
 *
 * <pre>{@code
 * Rollouts rollouts = loop.rollouts();
 * rollouts.improve("spam", "the sender list has changed");
 * rollouts.show("spam").underWay();
 * rollouts.pause("spam", true);
 * }</pre>
 *
 * <p>Every method throws {@link io.loopai.service.decisions.NoSuchTaskException} for a task that is
 * not there.
 */
public final class Rollouts {

    private static final int MOST_SHOWN = 10;
    private static final int DAYS_SHOWN = 30;
    private static final int MOST_JUDGED = 10_000;

    private final Database database;
    private final Deployments deployments;
    private final Challenges challenges;
    private final RolloutSteps steps;
    private final Quarantines quarantines;
    private final Intake intake;
    private final Clock clock;

    Rollouts(
            Database database,
            Deployments deployments,
            Challenges challenges,
            RolloutSteps steps,
            Quarantines quarantines,
            Intake intake,
            Clock clock) {
        this.database = database;
        this.deployments = deployments;
        this.challenges = challenges;
        this.steps = steps;
        this.quarantines = quarantines;
        this.intake = intake;
        this.clock = clock;
    }

    /** Asks for a better version; it is made when the loop gets to it, if the labels give one. */
    public Regeneration improve(String task, String reason) {
        int version = deployments.state(task).active().map(LiveVersion::version).orElse(0);
        Regeneration wish =
                new Regeneration(
                        UUID.randomUUID().toString(),
                        task,
                        version,
                        Regeneration.Reason.ON_DEMAND,
                        reason,
                        clock.instant());
        intake.wish(wish);
        return wish;
    }

    /** The rollout under way and the last ones, with the last attempts. */
    public RolloutReport show(String task) {
        double target = deployments.find(task).spec().accuracyTarget();
        Optional<Integer> active = challenges.active(task);
        String failing = quarantines.failing(task);
        return database.inTransaction(
                handle ->
                        RolloutReport.of(
                                task,
                                active.map(
                                                version ->
                                                        active(
                                                                handle, task, version, target,
                                                                failing))
                                        .orElse(null),
                                RolloutTable.all(handle, task, MOST_SHOWN),
                                AttemptTable.all(handle, task, MOST_SHOWN)));
    }

    private RolloutReport.Active active(
            Handle handle, String task, int version, double target, String failing) {
        Instant since = AttemptTable.regime(handle, task);
        return RolloutReport.Active.of(
                version,
                audited(handle, task, version, since),
                target,
                LabelTable.consistency(handle, task),
                failing);
    }

    /** What the task's LLMs have cost lately. */
    public CostReport costs(String task) {
        TaskSpec spec = deployments.find(task).spec();
        LocalDate since =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_SHOWN);
        return database.inTransaction(
                handle ->
                        CostReport.of(
                                spec,
                                CostTable.today(handle, task, clock.instant()),
                                CostTable.days(handle, task, since)));
    }

    /**
     * How a version does by the labels since the stream last changed.
     *
     * @param version empty for the active one
     * @throws DecisionRefusedException when none is active
     * @throws io.loopai.store.ArtifactException when it is not stored
     */
    public ProgramSummary summary(String task, OptionalInt version) {
        TaskSpec spec = deployments.find(task).spec();
        int asked =
                version.orElseGet(
                        () ->
                                challenges
                                        .active(task)
                                        .orElseThrow(
                                                () ->
                                                        new DecisionRefusedException(
                                                                "no version of '"
                                                                        + task
                                                                        + "' is active; name one,"
                                                                        + " as "
                                                                        + task
                                                                        + ":v1")));
        deployments.version(task, asked);
        return database.inTransaction(
                handle -> {
                    Instant since = AttemptTable.regime(handle, task);
                    List<Judged> judged =
                            JudgementTable.judged(handle, task, asked, since, MOST_JUDGED);
                    return ProgramSummary.of(
                            spec,
                            asked,
                            since,
                            audited(handle, task, asked, since),
                            judged,
                            LabelTable.consistency(handle, task));
                });
    }

    /** A version that answers no more lacks no labels of what came after it. */
    private AuditCounts audited(Handle handle, String task, int version, Instant since) {
        JudgementTable.Served served = JudgementTable.served(handle, task, version, since);
        if (served.first() == null) {
            return AuditCounts.NONE;
        }
        boolean isActive = challenges.active(task).filter(v -> v == version).isPresent();
        Instant last = isActive ? clock.instant() : served.last();
        return new AuditCounts(
                served.counts().right(),
                served.counts().wrong(),
                LabelTable.missing(handle, task, served.first(), last));
    }

    /**
     * Lets a version that somebody has added challenge the active one, in the place of a challenger
     * of which nothing is proven yet. If that one is active, its champion comes back.
     *
     * @throws DecisionRefusedException when nothing is active, or a rollout of the version is under
     *     way
     * @throws io.loopai.store.ArtifactException when it is not stored, or active already
     */
    public void challenge(String task, int version, String reason) {
        Optional<Integer> champion = challenges.champion(task);
        if (champion.isEmpty()) {
            throw new DecisionRefusedException(
                    "no version of '%s' is active, so v%d has nobody to challenge; activate it"
                            .formatted(task, version));
        }
        if (!challenges.begin(task, version, champion.get(), null, PairCounts.NONE, null, reason)) {
            challenge(task, version, reason); // the version to beat has just become another one
        }
    }

    /**
     * Keeps the challenger at its share, or lets it go on; one that does harm goes back all the same.
     *
     * @throws DecisionRefusedException when no rollout is under way
     */
    public void pause(String task, boolean paused) {
        deployments.find(task);
        steps.pause(task, paused);
    }

    /**
     * Ends the rollout at once: the challenger answers all requests.
     *
     * @throws DecisionRefusedException when no rollout is under way
     */
    public void promote(String task, String reason) {
        deployments.find(task);
        steps.end(task, true, reason, clock.instant());
    }

    /**
     * Ends the rollout at once: the challenger leaves, and the champion answers all requests.
     *
     * @throws DecisionRefusedException when no rollout is under way
     */
    public void rollBack(String task, String reason) {
        deployments.find(task);
        steps.end(task, false, reason, clock.instant());
    }
}
