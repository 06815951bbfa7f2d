package io.loopai.sandbox;

import io.loopai.program.Answer;

/**
 * What one run of a program came to.
 *
 * @param answer the program's answer; null unless the status is {@link Status#ANSWERED}
 * @param error what went wrong, in one line; null when the status is {@link Status#ANSWERED}
 */
public record ProgramRun(Status status, Answer answer, String error) {

    /** How a run ended. */
    public enum Status {
        /** The program returned an answer, be it {@link Answer#abstain()}. */
        ANSWERED,
        /** The program threw an exception, or returned null or more than 64 KB. */
        FAILED,
        /** The program used up its {@link Budget} and was stopped. */
        EXHAUSTED
    }

    static ProgramRun answered(Answer answer) {
        return new ProgramRun(Status.ANSWERED, answer, null);
    }

    static ProgramRun failed(String error) {
        return new ProgramRun(Status.FAILED, null, error);
    }

    static ProgramRun exhausted(String error) {
        return new ProgramRun(Status.EXHAUSTED, null, error);
    }
}
