package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.TaskTable;
import io.loopai.store.Decision;
import io.loopai.store.TaskState;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What receivers have heard of each task before this service speaks to them. They take nothing below
 * that revision; where the database is new, or was put back from a copy, its decisions go above it.
 */
final class Heads {

    private static final Logger LOG = LoggerFactory.getLogger(Heads.class);

    private final Ledger ledger;
    private final Signer signer;
    private final Map<String, Deployment> heads = new TreeMap<>();

    Heads(Ledger ledger, Signer signer) {
        this.ledger = ledger;
        this.signer = signer;
    }

    /** Receivers have the newest of these. */
    synchronized void add(Iterable<ControlMessage> messages) {
        for (ControlMessage message : messages) {
            Deployment deployment = message.read();
            heads.merge(
                    deployment.task(),
                    deployment,
                    (known, other) -> other.revision() > known.revision() ? other : known);
        }
    }

    private synchronized Optional<Deployment> of(String task) {
        return Optional.ofNullable(heads.get(task));
    }

    /** A next state, under a revision that receivers take. */
    TaskState above(TaskState next) {
        long taken = of(next.deployment().task()).map(Deployment::revision).orElse(0L);
        return next.deployment().revision() > taken ? next : next.withRevision(taken + 1);
    }

    /**
     * Decides again what is in force, where receivers would not take it; the task must be locked.
     *
     * @throws DecisionRefusedException when that would have to be signed by somebody else
     */
    void lift(Handle handle, TaskTable.Row task) {
        Optional<DeploymentTable.Row> inForce = DeploymentTable.newest(handle, task.id());
        Optional<Deployment> head = of(task.id());
        if (inForce.isEmpty() || head.isEmpty() || !isBelow(inForce.get(), head.get())) {
            return;
        }
        long own = inForce.get().revision();
        long other = head.get().revision();
        try {
            signer.requireOwn(inForce.get());
        } catch (DecisionRefusedException e) {
            throw new DecisionRefusedException(
                    "revision %d of '%s' does not run: the jobs have heard of revision %d, which was not decided here. To go above it, a decision has to be made anew, but %s"
                            .formatted(own, task.id(), other, e.getMessage()));
        }
        TaskState state = TaskState.parse(inForce.get().message().deployment());
        TaskState again = above(new Decision(state, new StoredRows(handle, task)).confirm());
        LOG.warn(
                "The jobs have heard of revision {} of '{}', which was not decided here; revision {}"
                        + " of this data folder holds, and is revision {} from now on",
                other,
                task.id(),
                own,
                again.deployment().revision());
        ledger.record(
                handle,
                new DeploymentTable.Row(
                        task.id(),
                        again.deployment().revision(),
                        signer.message(again.text(), inForce),
                        "revision %d again, above revision %d, which was decided elsewhere"
                                .formatted(own, other),
                        DeploymentTable.Origin.SERVICE,
                        again.deployment().publishedAt()),
                task.spec());
    }

    private static boolean isBelow(DeploymentTable.Row own, Deployment head) {
        return own.revision() < head.revision()
                || own.revision() == head.revision() && !own.message().read().equals(head);
    }

    /** Tasks that run although the database does not know them, the retired ones left out. */
    synchronized List<String> unknown(List<TaskTable.Row> tasks) {
        return heads.values().stream()
                .filter(deployment -> !deployment.isRetired())
                .map(Deployment::task)
                .filter(task -> tasks.stream().noneMatch(known -> known.id().equals(task)))
                .toList();
    }
}
