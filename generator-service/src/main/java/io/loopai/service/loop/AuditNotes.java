package io.loopai.service.loop;

import io.loopai.decision.AuditCounts;
import io.loopai.decision.Evenness;
import io.loopai.service.db.Database;
import io.loopai.service.db.TaskTable;
import io.loopai.service.decisions.DecisionRefusedException;
import io.loopai.service.decisions.Deployments;
import io.loopai.store.ArtifactException;
import io.loopai.task.LiveVersion;
import io.loopai.task.Sampling;
import io.loopai.task.TaskSpec;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engines how often active versions are right, and how evenly answers are spread: policies
 * that look for doubtful answers do so only where a program is good already, for the confidence of a
 * weak one says nothing; and {@code mixed} only where some answers are rare.
 *
 * <p>Each note is a deployment, so there are few: when the labels have doubled, or say something else.
 * There is none during a rollout, whose steps count requests by deployment.
 */
final class AuditNotes {

    private static final Logger LOG = LoggerFactory.getLogger(AuditNotes.class);
    private static final Set<Sampling.Policy> GO_BY_IT =
            EnumSet.of(Sampling.Policy.MIXED, Sampling.Policy.ADAPTIVE);

    /** Fewer say nothing of a version. */
    private static final long FEWEST = 20;

    /** So many labels tell how evenly answers are spread. */
    private static final int ENOUGH = 5_000;

    private static final double OTHERWISE = 0.1;

    private final Database database;
    private final Deployments deployments;

    AuditNotes(Database database, Deployments deployments) {
        this.database = database;
        this.deployments = deployments;
    }

    void look() {
        for (TaskTable.Row task : deployments.tasks()) {
            try {
                if (GO_BY_IT.contains(task.spec().sampling().policy())) {
                    deployments
                            .state(task.id())
                            .active()
                            .ifPresent(live -> look(task.spec(), live));
                }
            } catch (ArtifactException | DecisionRefusedException e) {
                LOG.warn("The audit of '{}' is not told: {}", task.id(), e.getMessage());
            }
        }
    }

    private void look(TaskSpec spec, LiveVersion active) {
        String task = spec.id();
        Optional<AuditCounts> counts =
                database.inTransaction(
                        handle ->
                                RolloutTable.open(handle, task).isPresent()
                                        ? Optional.empty()
                                        : Optional.of(
                                                JudgementTable.counts(
                                                        handle,
                                                        task,
                                                        active.version(),
                                                        AttemptTable.regime(handle, task))));
        if (counts.filter(now -> isWorthALook(now, active.audit())).isEmpty()) {
            return;
        }
        AuditCounts now = counts.get();
        double evenness = evenness(spec);
        if (isNews(now, evenness, active.audit())) {
            deployments.decide(
                    task,
                    String.format(
                            Locale.ROOT,
                            "v%d agrees with the oracle in %.1f%% of %d audit labels; evenness of the"
                                    + " answers %.2f",
                            active.version(),
                            100 * now.agreement(),
                            now.labels(),
                            evenness),
                    decision ->
                            decision.audited(
                                    active.version(),
                                    new LiveVersion.Audit(now.labels(), now.right(), evenness)),
                    (handle, deployment) -> {});
        }
    }

    private double evenness(TaskSpec spec) {
        return Evenness.of(
                spec,
                database.inTransaction(
                        handle ->
                                LabelTable.answers(
                                        handle,
                                        spec.id(),
                                        AttemptTable.regime(handle, spec.id()),
                                        ENOUGH)));
    }

    /** Counting answers takes a while. */
    private static boolean isWorthALook(AuditCounts now, LiveVersion.Audit told) {
        return now.labels() >= FEWEST
                && (told == null
                        || told.evenness() == null
                        || now.labels() < told.labels()
                        || now.labels() >= (1 + OTHERWISE) * told.labels());
    }

    private static boolean isNews(AuditCounts now, double evenness, LiveVersion.Audit told) {
        if (told == null || told.evenness() == null) {
            return true;
        }
        // With fewer labels than were told of, another regime has begun.
        return now.labels() >= 2 * told.labels()
                || now.labels() < told.labels()
                || Math.abs(evenness - told.evenness()) > OTHERWISE
                || Math.abs(now.agreement() - (double) told.agreements() / told.labels())
                        > OTHERWISE;
    }
}
