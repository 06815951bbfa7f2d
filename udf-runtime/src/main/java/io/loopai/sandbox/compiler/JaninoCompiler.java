package io.loopai.sandbox.compiler;

import io.loopai.program.Program;
import io.loopai.sandbox.Layer;
import io.loopai.sandbox.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.commons.compiler.InternalCompilerException;
import org.codehaus.commons.compiler.Location;
import org.codehaus.janino.ClassLoaderIClassLoader;
import org.codehaus.janino.Java.AbstractCompilationUnit;
import org.codehaus.janino.Parser;
import org.codehaus.janino.Scanner;
import org.codehaus.janino.Token;
import org.codehaus.janino.TokenType;
import org.codehaus.janino.UnitCompiler;
import org.codehaus.janino.util.ClassFile;

/** Compiles a source in memory with Janino, against java.base and the program API. */
public final class JaninoCompiler implements SourceCompiler {

    /** Class files of Java 8 are the oldest whose stack maps can be instrumented. */
    private static final int TARGET = 8;

    @Override
    public Compilation compile(String source, UnaryOperator<String> refusal) {
        try {
            Problem problem = miscompiled(source);
            return problem == null ? compileUnit(source) : failed(problem);
        } catch (CompileException e) {
            return failed(problem(e.getLocation(), e.getMessage()));
        } catch (InternalCompilerException e) {
            return failed(problem(null, "Janino gave up: " + innermost(e)));
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private static Compilation failed(Problem problem) {
        return Compilation.failed(List.of(problem));
    }

    private static Compilation compileUnit(String source) throws CompileException, IOException {
        AbstractCompilationUnit parsed =
                new Parser(new Scanner(null, new StringReader(source)))
                        .parseAbstractCompilationUnit();
        UnitCompiler compiler =
                new UnitCompiler(parsed, new ClassLoaderIClassLoader(new Visible()));
        compiler.setTargetVersion(TARGET);
        List<Problem> problems = new ArrayList<>();
        compiler.setCompileErrorHandler(
                (message, location) -> problems.add(problem(location, message)));
        List<ClassFile> files = new ArrayList<>();
        try {
            compiler.compileUnit(true, true, true, files);
        } catch (CompileException e) {
            // Thrown at the end for the sake of the problems collected before.
            if (problems.isEmpty()) {
                throw e;
            }
        }
        if (!problems.isEmpty()) {
            // It says some things once for every time that it comes past.
            return Compilation.failed(problems.stream().distinct().toList());
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (ClassFile file : files) {
            classes.put(file.getThisClassName(), file.toByteArray());
        }
        return Compilation.of(classes);
    }

    /**
     * The first use of what Janino compiles wrongly, or null: it runs a {@code finally} block twice
     * after a caught exception, and writes try-with-resources as one.
     */
    private static Problem miscompiled(String source) throws CompileException, IOException {
        Scanner scanner = new Scanner(null, new StringReader(source));
        scanner.setIgnoreWhiteSpace(true);
        Token before = null;
        for (Token token = scanner.produce();
                token.type != TokenType.END_OF_INPUT;
                token = scanner.produce()) {
            if (token.type == TokenType.KEYWORD && token.value.equals("finally")) {
                return problem(
                        token.getLocation(),
                        "Janino compiles finally wrongly (it can run twice):"
                                + " remove it or use the compiler ecj");
            }
            boolean resources =
                    token.value.equals("(")
                            && before != null
                            && before.type == TokenType.KEYWORD
                            && before.value.equals("try");
            if (resources) {
                return problem(
                        before.getLocation(),
                        "Janino compiles try with resources wrongly (as a finally):"
                                + " remove it or use the compiler ecj");
            }
            before = token;
        }
        return null;
    }

    /** Around the reason it puts one exception for every class and method that it was in. */
    private static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner.getMessage();
    }

    private static Problem problem(Location location, String message) {
        if (location == null) {
            return new Problem(Layer.COMPILE, 0, 0, message);
        }
        String prefix = location + ": ";
        String bare = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        return new Problem(
                Layer.COMPILE, location.getLineNumber(), location.getColumnNumber(), bare);
    }

    /** java.base and the program API, and nothing else of the host. */
    private static final class Visible extends ClassLoader {

        Visible() {
            super(null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("io.loopai.program.")) {
                return Class.forName(name, false, Program.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
