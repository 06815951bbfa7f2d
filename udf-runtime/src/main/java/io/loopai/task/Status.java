package io.loopai.task;

/** What the caller of a request got. */
public enum Status {
    /** The program's own answer. */
    SUCCESS,
    /** No answer: the program failed, or abstained where the task has no fallback. */
    ERROR,
    /** No answer: the program used up its budget. */
    TIMEOUT,
    /** No answer yet: the program abstained and the task's oracle has not been asked. */
    ABSTAINED,
    /** The fallback's answer, because the program abstained. */
    FALLBACK
}
