package io.loopai.service.api;

/** There is nothing to delete for the execution. */
final class NoSuchLabelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchLabelException(String message) {
        super(message);
    }
}
