package io.loopai.task;

import java.time.Instant;

/**
 * A wish for a better version of a task's program.
 *
 * @param id a UUID: asking twice with the same id asks once
 * @param version the version that is to be improved on
 * @param reason why
 * @param message the numbers behind the reason, in words
 */
public record Regeneration(
        String id, String task, int version, Reason reason, String message, Instant requestedAt) {

    /** Why a better version is wanted. */
    public enum Reason {
        /** Agreement is surely below the target. */
        BELOW_TARGET,
        /** The stream has changed. */
        DRIFT,
        /** There are many more labels than the version has seen. */
        MORE_LABELS,
        /** Somebody asked. */
        ON_DEMAND
    }
}
