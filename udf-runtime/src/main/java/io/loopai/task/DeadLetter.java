package io.loopai.task;

import java.time.Instant;

/**
 * A record that could not be run at all, kept with the reason.
 *
 * @param id of the request, where it could be read
 * @param task of the request, where it is known
 * @param reason what kind of defect it is
 * @param message what is wrong, where, and what to do
 * @param source the file or topic partition that it came from
 * @param position byte offset in the (unpacked) file, or offset in the partition
 * @param value the record's first bytes, at most 256 KB, in base64
 * @param valueLength bytes of the whole record
 * @param valueSha256 hex digest of the whole record
 */
public record DeadLetter(
        String id,
        String task,
        Reason reason,
        String message,
        String source,
        long position,
        byte[] value,
        long valueLength,
        String valueSha256,
        Instant rejectedAt) {

    /** Bytes of a rejected record that are kept. */
    public static final int MAX_VALUE_BYTES = 256 * 1024;

    /** Why a record could not be run. */
    public enum Reason {
        /** Nothing but white space. */
        BLANK,
        /** Not UTF-8. */
        INVALID_UTF8,
        /** Not JSON, or cut off. */
        MALFORMED,
        /** Larger than a request may be. */
        OVERSIZED,
        /** JSON, but no request: a field is missing or of the wrong kind. */
        INVALID_REQUEST,
        /** Names a task that is not deployed. */
        UNKNOWN_TASK,
        /** Names a version that is not live. */
        UNKNOWN_VERSION,
        /** The input does not satisfy the task's input schema. */
        SCHEMA_VIOLATION
    }
}
