package io.loopai.jobs;

/** A key that is none of {@link LoopaiOptions}, or a value it cannot have. */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidOptionException(String key, String problem) {
        super(key + ": " + problem);
    }
}
