package io.loopai.service.decisions;

/** There is no task with that id. */
public final class NoSuchTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchTaskException(String task) {
        super("there is no task '" + task + "'; GET /api/v1/tasks lists those that there are");
    }
}
