package io.loopai.store;

/**
 * What was asked of the artifacts cannot be done; nothing was changed. The message says what is
 * wrong, where, and what to do.
 */
public class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArtifactException(String message) {
        super(message);
    }

    ArtifactException(String message, Throwable cause) {
        super(message, cause);
    }
}
