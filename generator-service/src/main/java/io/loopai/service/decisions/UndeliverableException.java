package io.loopai.service.decisions;

/** A sink will not take a decision as it is, however often it is given, such as one that is too large. */
public final class UndeliverableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason, and what to do. */
    public UndeliverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
