package io.loopai.task;

import java.time.Instant;

/**
 * Something that happened to a task, for people and for whoever decides.
 *
 * @param revision of the deployment concerned, or null
 * @param version the version concerned, or null
 * @param standby the version that answers in its place; null unless a standby took over
 * @param calls requests that the version ran on lately, at most 1,000; null unless it fails
 * @param failures how many of the calls failed; null unless it fails
 * @param reason what the failures have most often in common, without anything of a record in it;
 *     null unless it fails
 * @param subtask the parallel instance that saw it, from 0; null when it is no job's event
 * @param message what happened, in words
 */
public record Event(
        Kind kind,
        String task,
        Long revision,
        Integer version,
        Integer standby,
        Integer calls,
        Integer failures,
        String reason,
        Integer subtask,
        String message,
        Instant at) {

    /** Something that happened, but no failures. */
    public Event(
            Kind kind,
            String task,
            Long revision,
            Integer version,
            Integer subtask,
            String message,
            Instant at) {
        this(kind, task, revision, version, null, null, null, null, subtask, message, at);
    }

    /** What can happen. */
    public enum Kind {
        /** From here on the subtask answers with this deployment. */
        DEPLOYMENT_APPLIED,
        /** The subtask keeps what it had; the message says why. */
        DEPLOYMENT_REFUSED,
        /** The subtask answered its first request with this version. */
        VERSION_ANSWERED_FIRST,
        /** The version failed too often and runs no more on this subtask. */
        VERSION_QUARANTINED,
        /** The version fails too often and goes on answering, because no other one stands by. */
        VERSION_FAILING,
        /** The task's oracle may not or cannot be asked as things are; the message says what to change. */
        ORACLE_REFUSED,
        /** The oracle fails again and again; questions wait until it answers. */
        ORACLE_FAILING,
        /** The oracle answers again. */
        ORACLE_RECOVERED,
        /** No more questions for a while: what the task may spend on its oracle is spent. */
        BUDGET_EXHAUSTED,
        /** The version errs more often than it did: the stream, or what is right, has changed. */
        DRIFT_DETECTED,
        /** The oracle agrees with itself too seldom for any program to reach the target. */
        TARGET_OUT_OF_REACH,
        /** The version gives its answers in other shares than it did. */
        LABEL_SHIFT,
        /** Inputs have a field that none had before. */
        UNSEEN_FIELD,
        /** An answer was right that never was before. */
        UNSEEN_LABEL,
        /** Several attempts in a row brought no better version; the message says what people can do. */
        ATTEMPTS_FAILED,
        /** Labels came for executions that were not sampled, or too late. */
        LABELS_DROPPED
    }
}
