package io.loopai.sandbox.compiler;

import io.loopai.sandbox.Layer;
import io.loopai.sandbox.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jdt.core.compiler.CategorizedProblem;
import org.eclipse.jdt.core.compiler.CharOperation;
import org.eclipse.jdt.internal.compiler.ClassFile;
import org.eclipse.jdt.internal.compiler.CompilationResult;
import org.eclipse.jdt.internal.compiler.Compiler;
import org.eclipse.jdt.internal.compiler.DefaultErrorHandlingPolicies;
import org.eclipse.jdt.internal.compiler.classfmt.ClassFileConstants;
import org.eclipse.jdt.internal.compiler.env.ICompilationUnit;
import org.eclipse.jdt.internal.compiler.impl.CompilerOptions;
import org.eclipse.jdt.internal.compiler.problem.DefaultProblem;

/** Compiles a source in memory with the Eclipse compiler, against java.base and the program API. */
public final class EcjCompiler implements SourceCompiler {

    @Override
    public Compilation compile(String source, UnaryOperator<String> refusal) {
        List<Problem> problems = new ArrayList<>();
        Map<String, byte[]> classes = new LinkedHashMap<>();
        EcjNames names = new EcjNames(refusal);
        Compiler compiler =
                new Compiler(
                        names,
                        DefaultErrorHandlingPolicies.proceedWithAllProblems(),
                        options(),
                        result -> collect(result, classes, problems),
                        new EcjProblems(names, source));
        compiler.compile(new ICompilationUnit[] {new Source(source)});
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            return Compilation.failed(problems);
        }
        return Compilation.of(classes);
    }

    private static CompilerOptions options() {
        CompilerOptions options = new CompilerOptions();
        options.complianceLevel = ClassFileConstants.JDK17;
        options.sourceLevel = ClassFileConstants.JDK17;
        options.targetJDK = ClassFileConstants.JDK17;
        // Lines for error texts, variables for the names in NullPointerException's message.
        options.produceDebugAttributes =
                ClassFileConstants.ATTR_LINES | ClassFileConstants.ATTR_VARS;
        options.preserveAllLocalVariables = true;
        // A StringBuilder is charged for every part before it grows, not for all at the end.
        options.useStringConcatFactory = false;
        options.maxProblemsPerUnit = 1000;
        return options;
    }

    private static void collect(
            CompilationResult result, Map<String, byte[]> classes, List<Problem> problems) {
        if (result.hasErrors()) {
            for (CategorizedProblem error : result.getErrors()) {
                add(problem(error), problems);
            }
            return;
        }
        for (ClassFile file : result.getClassFiles()) {
            classes.put(CharOperation.toString(file.getCompoundName()), file.getBytes());
        }
    }

    /** Leaves out what it says twice of one line, as of {@code File f = new File(name)}. */
    private static void add(Problem problem, List<Problem> problems) {
        for (Problem known : problems) {
            if (known.line() == problem.line() && known.message().equals(problem.message())) {
                return;
            }
        }
        problems.add(problem);
    }

    private static Problem problem(CategorizedProblem error) {
        int column =
                error instanceof DefaultProblem
                        ? ((DefaultProblem) error).getSourceColumnNumber()
                        : 0;
        return new Problem(
                Layer.COMPILE,
                error.getSourceLineNumber(),
                Math.max(0, column),
                error.getMessage());
    }

    private record Source(String text) implements ICompilationUnit {

        @Override
        public char[] getContents() {
            return text.toCharArray();
        }

        /** Null: the public class may have any name. */
        @Override
        public char[] getMainTypeName() {
            return null;
        }

        @Override
        public char[][] getPackageName() {
            return null;
        }

        @Override
        public char[] getFileName() {
            return "Program.java".toCharArray();
        }
    }
}
