package io.loopai.program;

/**
 * One version of the code that answers a task.
 *
 * <pre>{@code
 * import io.loopai.program.*;
 *
 * public final class SpamProgram implements Program {
 *     public Answer answer(Input in) {
 *         String text = in.text("text").toLowerCase();
 *         return text.contains("free") ? Answer.of("spam", 0.9) : Answer.of("ham", 0.7);
 *     }
 * }
 * }</pre>
 *
 * <p>A program has a public constructor without parameters, is created once per subtask and then
 * called by one thread at a time. The same input must give the same answer on every subtask, so it
 * keeps no state between calls.
 */
public interface Program {

    /**
     * Answers one request.
     *
     * @param in the request's input, already checked against the task's input schema
     * @return the answer, or {@link Answer#abstain()}; never null
     * @throws InputException when a field is missing or has another type than asked for
     */
    Answer answer(Input in);
}
