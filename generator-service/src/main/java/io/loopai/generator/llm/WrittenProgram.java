package io.loopai.generator.llm;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.select.Groups;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
 *     looked for: what the program does on the others of these is not representative; and what is
 *     nearly the same as one of them. It must not be measured on any
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

    /** Has as good as seen what is nearly the same as a row that it has seen. */
    WrittenProgram withNearDuplicates(List<LabelledRow> rows) {
        Set<String> groups = seen.stream().map(Groups::key).collect(Collectors.toSet());
        Set<LabelledRow> all =
                rows.stream()
                        .filter(row -> groups.contains(Groups.key(row)))
                        .collect(Collectors.toSet());
        return new WrittenProgram(source, className, all, transcript, problem);
    }
}
