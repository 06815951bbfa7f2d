package io.loopai.validation;

import io.loopai.decision.AuditCounts;
import io.loopai.decision.ErrorDrift;
import io.loopai.decision.RegenerationState;
import io.loopai.decision.SamplingPlan;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What validations have shown of a task. Each deployment and each validation gives the next state.
 *
 * @param revision of the deployment that the state is of
 * @param active the version that answers
 * @param versions what the audit knows of each live version
 * @param regeneration when a better version is wanted, by the audit of the active one
 * @param auditLabels labels of the audit since the task began
 * @param wanted the id of the regeneration that is under way; null when none is
 * @param wantedAt when it was asked for; null when none is
 * @param wishes how many regenerations were asked for
 * @param dealtWith the id of the newest regeneration that had been dealt with when the one under way
 *     was asked for; null when there was none
 * @param changedAt when the stream changed that calls for a better version; null when none does, or
 *     when it is to be seen from the labels
 */
record TaskState(
        long revision,
        int active,
        Map<Integer, Audited> versions,
        RegenerationState regeneration,
        long auditLabels,
        String wanted,
        Instant wantedAt,
        long wishes,
        String dealtWith,
        Instant changedAt) {

    /**
     * What the audit knows of one version.
     *
     * @param since when the first sample was validated that counts; null before it, and in what jobs
     *     from before have stored
     */
    record Audited(AuditCounts counts, ErrorDrift drift, Instant since) {

        private static final Audited NOTHING =
                new Audited(AuditCounts.NONE, ErrorDrift.START, null);

        private Audited plus(Boolean agrees, Validation validation) {
            Instant first = since == null ? validation.validatedAt() : since;
            if (agrees == null) {
                return new Audited(counts.plusMissing(), drift, first);
            }
            AuditCounts before = validation.isLate() ? counts.minusMissing() : counts;
            return new Audited(before.plus(agrees), drift.plus(!agrees), first);
        }

        /** As in {@link RegenerationState#corrected}. */
        private Audited corrected(boolean agrees) {
            return new Audited(counts.corrected(agrees), drift, since);
        }

        private boolean hasCounted(Validation.Earlier earlier) {
            return since == null || !earlier.validatedAt().isBefore(since);
        }
    }

    /** Before the first validation. */
    static TaskState start(Deployment deployment) {
        TaskSpec spec = deployment.spec();
        return new TaskState(
                deployment.revision(),
                active(deployment),
                audited(deployment, Map.of()),
                RegenerationState.start(spec.accuracyTarget(), spec.examples().size()),
                0,
                null,
                null,
                0,
                deployment.regeneration(),
                null);
    }

    /**
     * After a deployment has come, or some time has passed.
     *
     * @param patience after which a regeneration that nobody has dealt with has brought nothing
     */
    TaskState with(Deployment deployment, Duration patience, Instant now) {
        RegenerationState next = regeneration;
        boolean isOver = false;
        int nowActive = active(deployment);
        if (deployment.revision() > revision) {
            next = withTarget(next, deployment.spec().accuracyTarget());
            if (nowActive != active) {
                Audited known = versions.getOrDefault(nowActive, Audited.NOTHING);
                next = next.improved(known.counts(), known.drift());
                // Back to an older version: what was new has turned out not to be better.
                next = nowActive < active ? next.notImproved() : next;
                // It came back for the next challenger, whose attempt is the one under way.
                boolean goesOn = nowActive < active && isUnderWay(deployment);
                next = goesOn ? next.goesOn() : next;
                isOver = !goesOn;
            } else if (wanted != null && isNew(deployment) && !hasChallenger(deployment)) {
                next = next.notImproved();
                isOver = true;
            }
        }
        if (!isOver && wanted != null && now.isAfter(wantedAt.plus(patience))) {
            next = next.notImproved();
            isOver = true;
        }
        boolean isWaiting = wanted != null && !isOver;
        boolean isPast = deployment.revision() < revision;
        return new TaskState(
                Math.max(revision, deployment.revision()),
                nowActive,
                audited(deployment, versions),
                next,
                auditLabels,
                isWaiting ? wanted : null,
                isWaiting ? wantedAt : null,
                wishes,
                isWaiting || isPast ? dealtWith : deployment.regeneration(),
                changedAt);
    }

    private boolean isUnderWay(Deployment deployment) {
        return wanted != null
                && wanted.equals(deployment.regeneration())
                && hasChallenger(deployment);
    }

    /** Whether one has been dealt with meanwhile: this one, or one that came in its place. */
    private boolean isNew(Deployment deployment) {
        return deployment.regeneration() != null && !deployment.regeneration().equals(dealtWith);
    }

    /** After a validation: it judges first, and may train then. */
    TaskState with(Validation validation, TaskSpec task) {
        if (validation.corrects() != null) {
            return validation.draw() == Draw.AUDIT ? corrected(validation) : this;
        }
        RegenerationState next = regeneration;
        Map<Integer, Audited> judged = new TreeMap<>(versions);
        long labels = auditLabels;
        boolean drifted = false;
        if (validation.draw() == Draw.AUDIT) {
            labels += validation.expected() == null ? 0 : 1;
            // Of the versions that ran on it, whatever was deployed when.
            Map<Integer, Boolean> verdicts = validation.verdicts();
            judged.replaceAll(
                    (number, audited) ->
                            verdicts.containsKey(number)
                                    ? audited.plus(verdicts.get(number), validation)
                                    : audited);
            if (verdicts.containsKey(active)) {
                Boolean verdict = verdicts.get(active);
                next = validation.isLate() ? next.minusMissing() : next;
                next = verdict == null ? next.plusMissing() : next.plusAudit(verdict);
                drifted = verdict != null && next.counts().labels() == 0;
            }
        }
        if (validation.expected() != null && !neverTrains(validation, task, labels)) {
            next = next.plusTraining(1);
        }
        TaskState with =
                new TaskState(
                        revision, active, judged, next, labels, wanted, wantedAt, wishes, dealtWith,
                        changedAt);
        return drifted ? with.drifted() : with;
    }

    /** After another answer in the place of one that counts already: labels stay as many as they are. */
    private TaskState corrected(Validation validation) {
        Map<Integer, Boolean> turned = turned(validation);
        Map<Integer, Audited> judged = new TreeMap<>(versions);
        judged.replaceAll(
                (number, audited) ->
                        turned.containsKey(number)
                                ? audited.corrected(turned.get(number))
                                : audited);
        RegenerationState next =
                turned.containsKey(active)
                        ? regeneration.corrected(turned.get(active))
                        : regeneration;
        return new TaskState(
                revision,
                active,
                judged,
                next,
                auditLabels,
                wanted,
                wantedAt,
                wishes,
                dealtWith,
                changedAt);
    }

    /** What the right answer says of the versions of which the wrong one, which counts, said otherwise. */
    private Map<Integer, Boolean> turned(Validation validation) {
        Validation.Earlier earlier = validation.corrects();
        Map<Integer, Boolean> verdicts = validation.verdicts();
        verdicts.keySet().removeIf(number -> !hasCounted(number, earlier));
        verdicts.entrySet()
                .removeIf(each -> each.getValue() == earlier.right().contains(each.getKey()));
        return verdicts;
    }

    private boolean hasCounted(int version, Validation.Earlier earlier) {
        return versions.containsKey(version) && versions.get(version).hasCounted(earlier);
    }

    /** After what the stream has shown of itself. */
    TaskState with(StreamState.Finding finding) {
        if (finding.kind() == Event.Kind.LABEL_SHIFT) {
            return with(regeneration.plusLabelShift(finding.message()), finding.since());
        }
        return finding.isWanted()
                ? with(regeneration.plusUnseen(finding.message()), changedAt)
                : this;
    }

    /** What was known says nothing of the stream as it is now, and what is on its way was not made for it. */
    private TaskState drifted() {
        Map<Integer, Audited> nothing = new TreeMap<>(versions);
        nothing.replaceAll((number, audited) -> Audited.NOTHING);
        return new TaskState(
                revision,
                active,
                nothing,
                regeneration.running() ? regeneration.notImproved() : regeneration,
                auditLabels,
                null,
                null,
                wishes,
                dealtWith,
                null);
    }

    private TaskState with(RegenerationState next, Instant since) {
        return new TaskState(
                revision,
                active,
                versions,
                next,
                auditLabels,
                wanted,
                wantedAt,
                wishes,
                dealtWith,
                since);
    }

    /** What the audit has seen change since the last attempt, in words; null when it has not. */
    String shift() {
        return regeneration.shift();
    }

    /** With a target that a program can reach; a new deployment brings the task's own back. */
    TaskState withTarget(double target) {
        return with(withTarget(regeneration, target), changedAt);
    }

    /** After a better version has been asked for. */
    TaskState wishing(String id, Instant now) {
        return new TaskState(
                revision,
                active,
                versions,
                regeneration.started(),
                auditLabels,
                id,
                now,
                wishes + 1,
                dealtWith,
                null);
    }

    private static boolean neverTrains(Validation validation, TaskSpec task, long labels) {
        return validation.draw() == Draw.AUDIT
                && SamplingPlan.neverTrains(task.id(), validation.id(), labels);
    }

    private static RegenerationState withTarget(RegenerationState state, double target) {
        return new RegenerationState(
                target,
                state.counts(),
                state.drift(),
                state.labels(),
                state.learned(),
                state.failed(),
                state.running(),
                state.demanded(),
                state.shift(),
                state.news());
    }

    private static int active(Deployment deployment) {
        return deployment.versions().stream()
                .filter(version -> version.stage() == Stage.ACTIVE)
                .mapToInt(LiveVersion::version)
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasChallenger(Deployment deployment) {
        return deployment.versions().stream()
                .anyMatch(
                        version ->
                                version.stage() != Stage.ACTIVE
                                        && !deployment.onlyStandsBy(version));
    }

    private static Map<Integer, Audited> audited(
            Deployment deployment, Map<Integer, Audited> known) {
        Map<Integer, Audited> audited = new TreeMap<>();
        for (LiveVersion version : deployment.versions()) {
            if (!deployment.onlyStandsBy(version)) {
                audited.put(
                        version.version(), known.getOrDefault(version.version(), Audited.NOTHING));
            }
        }
        return audited;
    }
}
