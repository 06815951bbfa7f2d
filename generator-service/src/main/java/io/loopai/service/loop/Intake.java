package io.loopai.service.loop;

import io.loopai.decision.ChangePoint;
import io.loopai.decision.Rollout;
import io.loopai.decision.SamplingPlan;
import io.loopai.service.db.Database;
import io.loopai.service.db.TaskTable;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what validations and wishes for better versions say. Whatever comes twice counts once, so
 * whoever brings it may repeat it after a crash.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Database database;

    Intake(Database database) {
        this.database = database;
    }

    /** Judges first, then lets programs learn. */
    void validations(List<Validation> validations) {
        database.inTransaction(
                handle -> {
                    Map<String, Optional<Batch>> batches = new HashMap<>();
                    for (Validation validation : validations) {
                        batches.computeIfAbsent(validation.task(), task -> begin(handle, task))
                                .ifPresent(batch -> batch.add(handle, validation));
                    }
                    batches.values().forEach(batch -> batch.ifPresent(b -> b.end(handle)));
                    return null;
                });
    }

    private static Optional<Batch> begin(Handle handle, String task) {
        Optional<TaskTable.Row> row = TaskTable.find(handle, task);
        if (row.isEmpty()) {
            LOG.warn("Validations of task '{}' are not kept: there is no such task here.", task);
        }
        return row.map(found -> new Batch(handle, found.spec()));
    }

    /** Validations of one task in one transaction. */
    private static final class Batch {

        private final String task;
        private final SamplingPlan plan;
        private final RolloutTable.Row before;
        private Rollout rollout;
        private long audits;

        Batch(Handle handle, TaskSpec spec) {
            this.task = spec.id();
            this.plan = SamplingPlan.of(task, spec.sampling().policy(), spec.sampling().rate());
            this.before = RolloutTable.open(handle, task).orElse(null);
            this.rollout = before == null ? null : before.rollout();
            this.audits = LabelTable.audits(handle, task, Instant.EPOCH);
        }

        void add(Handle handle, Validation validation) {
            boolean answered = validation.expected() != null;
            boolean audit = answered && validation.draw() == Draw.AUDIT;
            audits += audit ? 1 : 0;
            boolean trains = answered && !(audit && plan.neverTrains(validation.id(), audits));
            boolean isNew =
                    LabelTable.put(
                            handle,
                            new LabelTable.Row(
                                    task,
                                    validation.id(),
                                    validation.input(),
                                    validation.expected(),
                                    Json.name(validation.oracle()),
                                    Json.name(validation.draw()),
                                    trains,
                                    validation.executedAt()));
            // What the program left to the oracle is a biased sample: it trains, and judges nobody.
            if (isNew && answered && validation.draw() != Draw.FALLBACK) {
                judge(handle, validation);
            }
        }

        private void judge(Handle handle, Validation validation) {
            boolean both = before != null && validation.revision() >= before.revision();
            Set<Integer> ran = both ? Set.of(rollout.challenger(), rollout.champion()) : Set.of();
            Map<Integer, Boolean> right = Ballot.of(validation, ran);
            right.forEach(
                    (version, correct) ->
                            JudgementTable.insert(
                                    handle,
                                    task,
                                    validation.id(),
                                    version,
                                    Ballot.answer(validation, version),
                                    correct,
                                    false));
            rollout = both ? Ballot.count(rollout, validation) : rollout;
        }

        void end(Handle handle) {
            if (before != null && !rollout.equals(before.rollout())) {
                RolloutTable.update(handle, before.with(rollout, before.reason(), null));
            }
        }
    }

    /**
     * Notes a wish.
     *
     * @return whether it is a new one, for a task that there is
     */
    boolean wish(Regeneration wish) {
        return database.inTransaction(
                handle -> {
                    if (TaskTable.find(handle, wish.task()).isEmpty()) {
                        LOG.warn(
                                "A better version of task '{}' is wanted, but there is no such task"
                                        + " here.",
                                wish.task());
                        return false;
                    }
                    Instant since =
                            wish.reason() == Regeneration.Reason.DRIFT
                                    ? changedAt(handle, wish)
                                    : null;
                    return AttemptTable.insert(handle, wish, since);
                });
    }

    /** When the live version has begun to err more often; it is known already that something changed. */
    private static Instant changedAt(Handle handle, Regeneration wish) {
        Instant regime = AttemptTable.regime(handle, wish.task());
        List<ChangePoint.Trial> trials =
                JudgementTable.audits(handle, wish.task(), wish.version()).stream()
                        .filter(trial -> trial.at() >= regime.toEpochMilli())
                        .toList();
        return trials.isEmpty() ? wish.requestedAt() : Instant.ofEpochMilli(ChangePoint.of(trials));
    }
}
