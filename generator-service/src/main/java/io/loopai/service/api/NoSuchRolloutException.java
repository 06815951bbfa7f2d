package io.loopai.service.api;

/** The rollout that was named is not under way. */
final class NoSuchRolloutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchRolloutException(String message) {
        super(message);
    }
}
