package io.loopai.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says why a source cannot become a program. The message has one line per problem and is written to
 * be shown to whoever, or whatever, wrote the source.
 */
public final class ProgramRejectedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private final transient List<Problem> problems;

    ProgramRejectedException(Problem problem) {
        this(List.of(problem));
    }

    ProgramRejectedException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems.subList(0, Math.min(SHOWN, problems.size())));
    }

    /** The first ten problems, in the order of the source; all from one layer. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        String first =
                problems.stream()
                        .limit(SHOWN)
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n"));
        int more = problems.size() - SHOWN;
        return more <= 0 ? first : first + "\nand " + more + " more";
    }
}
