package io.loopai.store;

/** A file of the artifacts was damaged or edited; the message names it and says what to do. */
public final class CorruptArtifactException extends ArtifactException {

    private static final long serialVersionUID = 1L;

    CorruptArtifactException(String message, Throwable cause) {
        super(message, cause);
    }
}
