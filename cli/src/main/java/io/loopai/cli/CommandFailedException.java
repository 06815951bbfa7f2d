package io.loopai.cli;

/** Ends a command with exit code 1; the message is all that the user sees. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message complete: what is wrong, where, and what to do */
    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
