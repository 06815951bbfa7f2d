package io.loopai.oracle;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Says why an LLM gave no reply, and what to do about it. The message holds neither the key nor
 * anything of the request.
 *
 * <p>It has no cause: what the HTTP library says may quote both.
 */
public final class LlmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final Duration retryAfter;

    /** What stood in the way. */
    public enum Reason {
        /** The settings or the price table cannot be used. */
        SETTINGS,
        /** The endpoint refused the key. */
        KEY_REFUSED,
        /** The endpoint knows no such model, or this key may not use it. */
        MODEL_UNKNOWN,
        /** The endpoint wants fewer requests than we are willing to wait for. */
        RATE_LIMITED,
        /** The endpoint did not answer in time. */
        TIMEOUT,
        /** There is nobody at the address, or the connection broke. */
        UNREACHABLE,
        /** The endpoint failed. */
        ENDPOINT_FAILED,
        /** The endpoint does not take the request. */
        REQUEST_REFUSED,
        /** The endpoint answered something that is no reply. */
        NO_REPLY,
        /** The call could have cost more than is left. */
        BUDGET,
        /** It could, unless running calls cost less than is set aside for them: try again. */
        BUDGET_IN_USE,
        /** The thread was interrupted. */
        INTERRUPTED
    }

    /** @param message complete */
    public LlmException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** @param retryAfter how long the endpoint asks to be left alone; null when it does not */
    LlmException(Reason reason, String message, Duration retryAfter) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.retryAfter = retryAfter;
    }

    /** How long the endpoint asks to be left alone, where it does. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }
}
