package io.loopai.task;

/** A task file or task that cannot be used; the message says what, where, and what to do. */
public final class InvalidTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message complete: what is wrong, where, and what to do */
    public InvalidTaskException(String message) {
        super(message);
    }
}
