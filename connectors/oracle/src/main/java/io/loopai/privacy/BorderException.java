package io.loopai.privacy;

/** Says that something was about to leave the operator's machines that may not, and what to do. */
public final class BorderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message complete, without anything of the input */
    BorderException(String message) {
        super(message);
    }
}
