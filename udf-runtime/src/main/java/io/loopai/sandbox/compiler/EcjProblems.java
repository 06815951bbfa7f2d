package io.loopai.sandbox.compiler;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jdt.core.compiler.CategorizedProblem;
import org.eclipse.jdt.core.compiler.IProblem;
import org.eclipse.jdt.internal.compiler.problem.DefaultProblem;
import org.eclipse.jdt.internal.compiler.problem.DefaultProblemFactory;

/** What ECJ says, and in its place what helps more where a class cannot be found. */
final class EcjProblems extends DefaultProblemFactory {

    private static final Set<Integer> NOT_FOUND =
            Set.of(IProblem.UndefinedType, IProblem.UndefinedName, IProblem.UnresolvedVariable);

    private final EcjNames names;
    private final String source;

    EcjProblems(EcjNames names, String source) {
        super(Locale.ENGLISH);
        this.names = names;
        this.source = source;
    }

    /** Null stands for no problem at all. */
    @Override
    public CategorizedProblem createProblem(
            char[] file,
            int id,
            String[] arguments,
            int elaboration,
            String[] shownArguments,
            int severity,
            int start,
            int end,
            int line,
            int column) {
        String name = arguments.length == 0 ? "" : arguments[0];
        String message = null;
        if (id == IProblem.IsClassPathCorrect
                || id == IProblem.IsClassPathCorrectWithReferencingType) {
            // Other classes refer to one that the source may not use, and was told so.
            if (names.advice(name) != null) {
                return null;
            }
        } else if (id == IProblem.ImportNotFound) {
            String imported = source.substring(start, Math.max(start, source.indexOf(';', start)));
            boolean ofMembers = source.substring(0, start).matches("(?s).*import\\s+static\\s+");
            if (imported.startsWith("java") && !ofMembers) {
                // Alone it does no harm: what matters is where the class is used.
                names.withhold(imported);
                return null;
            }
            message = names.importAdvice(imported);
        } else if (NOT_FOUND.contains(id)) {
            message = names.advice(name);
        }
        if (message == null) {
            return super.createProblem(
                    file,
                    id,
                    arguments,
                    elaboration,
                    shownArguments,
                    severity,
                    start,
                    end,
                    line,
                    column);
        }
        return new DefaultProblem(file, message, id, arguments, severity, start, end, line, column);
    }
}
