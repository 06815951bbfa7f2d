package io.loopai.generator;

/** Labels that cannot be used; the message says which, why, and what to do. */
public final class InvalidLabelsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message complete */
    public InvalidLabelsException(String message) {
        super(message);
    }

    InvalidLabelsException(String message, Throwable cause) {
        super(message, cause);
    }
}
