package io.loopai.task;

/** How much of a task's data may leave the operator's own machines. */
public enum Privacy {
    /** Nothing of any input. */
    STRICT,
    /** Samples and prompt examples, after personal data has been masked. */
    BALANCED,
    /** Everything: for development. */
    PERMISSIVE;

    /** Whether anything of an input may, masked or not. */
    public boolean letsInputsOut() {
        return this != STRICT;
    }
}
