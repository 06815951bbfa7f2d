package io.loopai.store;

/** No such task or version; the message names those that exist. */
public final class NoSuchArtifactException extends ArtifactException {

    private static final long serialVersionUID = 1L;

    NoSuchArtifactException(String message) {
        super(message);
    }
}
