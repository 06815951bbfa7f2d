package io.loopai.program;

/**
 * Says which field of an {@link Input} is missing or has another type than the program asked for.
 *
 * <p>The engine records it as the execution's error; the job runs on.
 */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message names the field by its path, say {@code "customer.age"}
     */
    public InputException(String message) {
        // No stack trace: it would be built for every bad record and would keep the program's class
        // loader alive through its frames.
        super(message, null, false, false);
    }
}
