package io.loopai.generator;

/** No program could be made; the message says why, and what to do. */
public final class GenerationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message complete */
    public GenerationFailedException(String message) {
        super(message);
    }
}
