package io.loopai.sandbox.compiler;

import io.loopai.program.Program;
import io.loopai.sandbox.Layer;
import io.loopai.sandbox.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.eclipse.jdt.core.compiler.CategorizedProblem;
import org.eclipse.jdt.core.compiler.CharOperation;
import org.eclipse.jdt.internal.compiler.ClassFile;
import org.eclipse.jdt.internal.compiler.CompilationResult;
import org.eclipse.jdt.internal.compiler.Compiler;
import org.eclipse.jdt.internal.compiler.DefaultErrorHandlingPolicies;
import org.eclipse.jdt.internal.compiler.classfmt.ClassFileConstants;
import org.eclipse.jdt.internal.compiler.classfmt.ClassFileReader;
import org.eclipse.jdt.internal.compiler.classfmt.ClassFormatException;
import org.eclipse.jdt.internal.compiler.env.ICompilationUnit;
import org.eclipse.jdt.internal.compiler.env.INameEnvironment;
import org.eclipse.jdt.internal.compiler.env.NameEnvironmentAnswer;
import org.eclipse.jdt.internal.compiler.impl.CompilerOptions;
import org.eclipse.jdt.internal.compiler.problem.DefaultProblem;
import org.eclipse.jdt.internal.compiler.problem.DefaultProblemFactory;

/** Compiles a source in memory with the Eclipse compiler, against java.base and the program API. */
public final class EcjCompiler implements SourceCompiler {

    @Override
    public Compilation compile(String source, UnaryOperator<String> refusal) {
        List<Problem> problems = new ArrayList<>();
        Map<String, byte[]> classes = new LinkedHashMap<>();
        Compiler compiler =
                new Compiler(
                        new Names(),
                        DefaultErrorHandlingPolicies.proceedWithAllProblems(),
                        options(),
                        result -> collect(result, classes, problems),
                        new DefaultProblemFactory(Locale.ENGLISH));
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
        options.maxProblemsPerUnit = 1000;
        return options;
    }

    private static void collect(
            CompilationResult result, Map<String, byte[]> classes, List<Problem> problems) {
        if (result.hasErrors()) {
            for (CategorizedProblem error : result.getErrors()) {
                problems.add(problem(error));
            }
            return;
        }
        for (ClassFile file : result.getClassFiles()) {
            classes.put(CharOperation.toString(file.getCompoundName()), file.getBytes());
        }
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

    /**
     * What a source can name. It is more than what it may use, so that the verifier can say why
     * something is refused instead of the compiler that it does not exist.
     */
    private static final class Names implements INameEnvironment {

        private static final Set<String> PACKAGES = packages();

        /** Parsed class files of the JDK and the program API, the same for every source. */
        private static final Map<String, ClassFileReader> READ = new ConcurrentHashMap<>();

        @Override
        public NameEnvironmentAnswer findType(char[][] name) {
            return find(CharOperation.toString(name));
        }

        @Override
        public NameEnvironmentAnswer findType(char[] name, char[][] pkg) {
            return find(CharOperation.toString(CharOperation.arrayConcat(pkg, name)));
        }

        @Override
        public boolean isPackage(char[][] parent, char[] name) {
            return PACKAGES.contains(
                    CharOperation.toString(CharOperation.arrayConcat(parent, name)));
        }

        @Override
        public void cleanup() {}

        private static NameEnvironmentAnswer find(String name) {
            int dot = name.lastIndexOf('.');
            // Most questions are about names that are no classes: do not go and look for those.
            if (dot < 0 || !PACKAGES.contains(name.substring(0, dot))) {
                return null;
            }
            ClassFileReader known = READ.computeIfAbsent(name, Names::read);
            return known == null ? null : new NameEnvironmentAnswer(known, null);
        }

        private static ClassFileReader read(String name) {
            String resource = name.replace('.', '/') + ".class";
            Class<?> anchor = name.startsWith("java.") ? Object.class : Program.class;
            try (InputStream in = anchor.getResourceAsStream("/" + resource)) {
                return in == null
                        ? null
                        : new ClassFileReader(in.readAllBytes(), resource.toCharArray(), true);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + resource, e);
            } catch (ClassFormatException e) {
                throw new IllegalStateException("cannot parse " + resource, e);
            }
        }

        private static Set<String> packages() {
            Set<String> all = new HashSet<>(List.of("io.loopai.program", "io.loopai.program.text"));
            Object.class.getModule().getPackages().stream()
                    .filter(name -> name.startsWith("java."))
                    .forEach(all::add);
            for (String name : List.copyOf(all)) {
                for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
                    all.add(name.substring(0, dot));
                }
            }
            return all;
        }
    }
}
