package io.loopai.task;

/** Who answers when a program abstains. */
public enum Fallback {
    /** The oracle; until it has answered, the result's status is {@code abstained}. */
    ORACLE,
    /** The task's {@code default_output}. */
    DEFAULT,
    /** Nobody: the result is an error that says so. */
    ERROR
}
