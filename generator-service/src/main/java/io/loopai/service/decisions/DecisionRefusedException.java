package io.loopai.service.decisions;

/** What was asked for is not allowed; nothing was changed. The message says why and what to do. */
public final class DecisionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DecisionRefusedException(String message) {
        super(message);
    }
}
