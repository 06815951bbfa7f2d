package io.loopai.store;

/** A data folder that cannot be used; the message says what, where, and what to do. */
public final class DataDirException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataDirException(String message, Throwable cause) {
        super(message, cause);
    }
}
