package io.loopai.task;

/** What the program did with a request. */
public enum ProgramStatus {
    SUCCESS,
    ERROR,
    TIMEOUT,
    ABSTAINED
}
