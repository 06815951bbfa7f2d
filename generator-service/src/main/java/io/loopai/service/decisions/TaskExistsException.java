package io.loopai.service.decisions;

/** There is a task with that id or that name already. */
public final class TaskExistsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TaskExistsException(String message) {
        super(message);
    }
}
