package io.loopai.task;

import java.time.Instant;

/**
 * A wish for a better version of a task's program.
 *
 * @param id a UUID: asking twice with the same id asks once
 * @param version the version that is to be improved on
 * @param reason why
 * @param message the numbers behind the reason, in words
 * @param changedAt since when at the latest the stream is another one; null when that is not the
 *     reason, or is to be seen from the labels
 */
public record Regeneration(
        String id,
        String task,
        int version,
        Reason reason,
        String message,
        Instant requestedAt,
        Instant changedAt) {

    /** A wish that names no change of the stream. */
    public Regeneration(
            String id,
            String task,
            int version,
            Reason reason,
            String message,
            Instant requestedAt) {
        this(id, task, version, reason, message, requestedAt, null);
    }

    /** Why a better version is wanted. */
    public enum Reason {
        /** Agreement is surely below the target. */
        BELOW_TARGET,
        /** The stream has changed: the version errs more often than before. */
        DRIFT,
        /** The version's answers are distributed otherwise than before. */
        LABEL_SHIFT,
        /** There is a label, or a field of the input, that was never there before. */
        UNSEEN,
        /** There are many more labels than the version has seen. */
        MORE_LABELS,
        /** Somebody asked. */
        ON_DEMAND
    }
}
