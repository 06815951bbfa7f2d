package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.comparison.Comparisons;
import io.loopai.decision.ChangePoint;
import io.loopai.decision.Rollout;
import io.loopai.decision.SamplingPlan;
import io.loopai.service.db.Database;
import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.TaskTable;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Regeneration;
import io.loopai.task.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what validations and wishes for better versions say. Whatever comes twice counts once, so
 * whoever brings it may repeat it after a crash.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Comparison SAME = Comparisons.of(null);

    private final Database database;
    private final RareRecalls recalls;

    Intake(Database database, RareRecalls recalls) {
        this.database = database;
        this.recalls = recalls;
    }

    /**
     * Judges first, then lets programs learn.
     *
     * @return those that say something new, marked as what they are beside what is known here: the
     *     first, one for what was missing, or a correction
     */
    List<Validation> validations(List<Validation> validations) {
        List<Validation> news =
                database.inTransaction(
                        handle -> {
                            List<Validation> added = new ArrayList<>();
                            Map<String, Optional<Batch>> batches = new HashMap<>();
                            for (Validation validation : validations) {
                                batches.computeIfAbsent(
                                                validation.task(), task -> begin(handle, task))
                                        .flatMap(batch -> batch.add(handle, validation))
                                        .ifPresent(added::add);
                            }
                            batches.values().forEach(batch -> batch.ifPresent(b -> b.end(handle)));
                            return added;
                        });
        validations.stream().map(Validation::task).distinct().forEach(recalls::changed);
        return news;
    }

    private static Optional<Batch> begin(Handle handle, String task) {
        Optional<TaskTable.Row> row = TaskTable.find(handle, task);
        if (row.isEmpty()) {
            LOG.warn("Validations of task '{}' are not kept: there is no such task here.", task);
        }
        return row.map(found -> new Batch(handle, task));
    }

    /** Validations of one task in one transaction. */
    private static final class Batch {

        private final String task;
        private final RolloutTable.Row before;
        private final Map<Long, Set<Integer>> deployed = new HashMap<>();
        private Rollout rollout;
        private long audits;

        Batch(Handle handle, String task) {
            this.task = task;
            this.before = RolloutTable.open(handle, task).orElse(null);
            this.rollout = before == null ? null : before.rollout();
            this.audits =
                    LabelTable.audits(
                            handle, task, Instant.EPOCH, SamplingPlan.LABELS_BEFORE_HOLDOUT);
        }

        /** What is new in it, marked as what it is beside what is known here; empty when it is known. */
        Optional<Validation> add(Handle handle, Validation validation) {
            CostTable.add(handle, validation);
            boolean answered = validation.expected() != null;
            boolean audit = answered && validation.draw() == Draw.AUDIT;
            long audited = audits + (audit ? 1 : 0);
            boolean heldOut = audit && SamplingPlan.neverTrains(task, validation.id(), audited);
            LabelTable.Row row = row(validation, answered && !heldOut);
            boolean isFirst = LabelTable.insert(handle, row);
            if (!isFirst && !LabelTable.answer(handle, row)) {
                return correct(handle, row, validation);
            }
            audits = audited;
            // What the program left to the oracle is a biased sample: it trains, and judges nobody.
            if (answered && validation.draw() != Draw.FALLBACK) {
                judge(handle, validation);
            }
            return Optional.of(validation.marked(isFirst ? null : true, null));
        }

        /**
         * Goes by what is known here: a job that goes on from a state of before does not know what it
         * said since. A rollout goes on with the duels as they were: what was decided then was decided
         * by them.
         */
        private Optional<Validation> correct(
                Handle handle, LabelTable.Row row, Validation validation) {
            Optional<LabelTable.Answer> known = LabelTable.replace(handle, row);
            if (known.isEmpty() || SAME.agrees(row.expected(), known.get().expected())) {
                return Optional.empty();
            }
            List<Integer> right = JudgementTable.right(handle, task, row.id());
            JudgementTable.correct(handle, task, row.id(), validation.verdicts());
            LabelTable.Answer earlier = known.get();
            return Optional.of(
                    validation.marked(
                            true,
                            new Validation.Earlier(
                                    earlier.expected(),
                                    earlier.oracle(),
                                    right,
                                    earlier.answeredAt())));
        }

        private LabelTable.Row row(Validation validation, boolean trains) {
            return new LabelTable.Row(
                    task,
                    validation.id(),
                    validation.input(),
                    validation.expected(),
                    validation.oracle(),
                    Json.name(validation.draw()),
                    trains,
                    validation.consistent(),
                    validation.executedAt(),
                    validation.validatedAt());
        }

        private void judge(Handle handle, Validation validation) {
            Map<Integer, Boolean> right = validation.verdicts();
            right.keySet().retainAll(deployed(handle, validation.revision()));
            right.forEach(
                    (version, correct) ->
                            JudgementTable.insert(
                                    handle,
                                    task,
                                    validation.id(),
                                    version,
                                    answer(validation, version),
                                    correct,
                                    false));
            if (before != null && validation.revision() >= before.revision()) {
                rollout = Ballot.count(rollout, validation.draw(), right);
            }
        }

        /**
         * The versions of a deployment that was decided here; none of one that was not: what ran
         * under it for another data folder may be another program under the same number.
         */
        private Set<Integer> deployed(Handle handle, long revision) {
            return deployed.computeIfAbsent(
                    revision,
                    number ->
                            DeploymentTable.find(handle, task, number).stream()
                                    .flatMap(row -> row.message().read().versions().stream())
                                    .map(LiveVersion::version)
                                    .collect(Collectors.toSet()));
        }

        /** What the version answered; null when it gave no answer. */
        private static JsonNode answer(Validation validation, int version) {
            if (version != validation.version() && validation.others() != null) {
                for (Validation.OtherAnswer other : validation.others()) {
                    if (other.version() == version) {
                        return other.output();
                    }
                }
            }
            return validation.output();
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

    /**
     * When the stream has changed, or else when the live version has begun to err more often; it is
     * known already that something changed.
     */
    private static Instant changedAt(Handle handle, Regeneration wish) {
        if (wish.changedAt() != null) {
            return wish.changedAt();
        }
        Instant regime = AttemptTable.regime(handle, wish.task());
        List<ChangePoint.Trial> trials =
                JudgementTable.audits(handle, wish.task(), wish.version()).stream()
                        .filter(trial -> trial.at() >= regime.toEpochMilli())
                        .toList();
        return trials.isEmpty() ? wish.requestedAt() : Instant.ofEpochMilli(ChangePoint.of(trials));
    }
}
