package io.loopai.task;

import java.time.Instant;

/**
 * Something that happened to a task, for people and for whoever decides.
 *
 * @param revision of the deployment concerned, or null
 * @param version the version concerned, or null
 * @param subtask the parallel instance that saw it, from 0; null when it is no job's event
 * @param message what happened, in words
 */
public record Event(
        Kind kind,
        String task,
        Long revision,
        Integer version,
        Integer subtask,
        String message,
        Instant at) {

    /** What can happen. */
    public enum Kind {
        /** From here on the subtask answers with this deployment. */
        DEPLOYMENT_APPLIED,
        /** The subtask keeps what it had; the message says why. */
        DEPLOYMENT_REFUSED,
        /** The subtask answered its first request with this version. */
        VERSION_ANSWERED_FIRST
    }
}
