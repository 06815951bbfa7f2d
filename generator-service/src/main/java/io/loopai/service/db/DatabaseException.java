package io.loopai.service.db;

/** The database cannot be used; says which one, why, and what to do. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
