package io.loopai.engine;

import io.loopai.task.DeadLetter;
import io.loopai.task.ProgramStatus;

/** What became of one record: exactly one result, or exactly one dead letter. */
public sealed interface Outcome {

    /**
     * The record was a request and a program ran on it.
     *
     * @param task the task's id
     * @param version that answered
     * @param programStatus what that version did
     * @param programNanos nanoseconds inside that version
     * @param sampled whether {@code execution} is also a sample
     * @param waitsForOracle whether the program abstained and the task's oracle is to answer
     * @param executedAt milliseconds since the epoch
     * @param result a line of JSON, without its end; see {@link io.loopai.task.Result}
     * @param execution a line of JSON, without its end; see {@link io.loopai.task.Execution}
     */
    record Executed(
            String task,
            int version,
            ProgramStatus programStatus,
            long programNanos,
            boolean sampled,
            boolean waitsForOracle,
            long executedAt,
            byte[] result,
            byte[] execution)
            implements Outcome {}

    /** The record could not be run. */
    record Rejected(DeadLetter deadLetter) implements Outcome {}
}
