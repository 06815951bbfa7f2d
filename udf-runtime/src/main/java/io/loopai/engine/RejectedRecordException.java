package io.loopai.engine;

import io.loopai.task.DeadLetter;

/** Says why a record cannot be run; becomes its dead letter. */
final class RejectedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DeadLetter.Reason reason;

    RejectedRecordException(DeadLetter.Reason reason, String message) {
        // Damaged records can be many: no stack trace for each.
        super(message, null, false, false);
        this.reason = reason;
    }

    DeadLetter.Reason reason() {
        return reason;
    }
}
