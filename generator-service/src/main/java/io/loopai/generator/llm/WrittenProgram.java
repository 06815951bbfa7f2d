package io.loopai.generator.llm;

import io.loopai.generator.LabelledRow;
import java.util.Set;

/**
 * A program as an LLM wrote it, or why there is none.
 *
 * <pre>{@code
 * for (WrittenProgram program : strategy.write(task, rows, Optional.empty(), 1)) {
 *     if (program.problem() == null) {
 *         measure(program.source(), rowsWithout(program.seen()));
 *     }
 * }
 * }</pre>
 *
 * @param source that the sandbox accepts with the compiler ecj; the last that it refused when there
 *     is a problem; null when there was none at all
 * @param className of the program, with its package; null when there is a problem
 * @param seen rows that stood in a prompt, and all those among which the mistakes in a prompt were
 *     looked for: what the program does on the others of these is not representative. It must not be
 *     measured on any of them
 * @param transcript also when there is a problem
 * @param problem why there is no program; null when there is one
 */
public record WrittenProgram(
        String source,
        String className,
        Set<LabelledRow> seen,
        Transcript transcript,
        String problem) {

    public WrittenProgram {
        seen = Set.copyOf(seen);
    }
}
