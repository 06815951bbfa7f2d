package io.loopai.sandbox;

import io.loopai.program.Program;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/** Compiles a source in memory with Janino, against java.base and the program API. */
final class JaninoCompiler {

    /** Class files of Java 8 are the oldest whose stack maps can be instrumented. */
    private static final int TARGET = 8;

    private JaninoCompiler() {}

    /** The class files of the source by class name, such as {@code Spam$Rule}. */
    static Map<String, byte[]> compile(String source) throws ProgramRejectedException {
        try {
            refuseFinally(source);
            return compileUnit(source);
        } catch (CompileException e) {
            throw new ProgramRejectedException(problem(e.getLocation(), e.getMessage()));
        } catch (InternalCompilerException e) {
            throw new ProgramRejectedException(problem(null, "Janino gave up: " + e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
    }

    private static Map<String, byte[]> compileUnit(String source)
            throws CompileException, IOException, ProgramRejectedException {
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
            throw new ProgramRejectedException(problems.stream().distinct().toList());
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (ClassFile file : files) {
            classes.put(file.getThisClassName(), withoutFinalFields(file.toByteArray()));
        }
        return classes;
    }

    /** Janino lets any method write to any object's final fields: here the word promises nothing. */
    private static byte[] withoutFinalFields(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public FieldVisitor visitField(
                                    int access,
                                    String name,
                                    String descriptor,
                                    String signature,
                                    Object value) {
                                boolean kept = (access & Opcodes.ACC_STATIC) != 0;
                                return super.visitField(
                                        kept ? access : access & ~Opcodes.ACC_FINAL,
                                        name,
                                        descriptor,
                                        signature,
                                        value);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    /**
     * Janino runs a {@code finally} block twice after a caught exception, and writes
     * try-with-resources as one.
     */
    private static void refuseFinally(String source)
            throws CompileException, IOException, ProgramRejectedException {
        Scanner scanner = new Scanner(null, new StringReader(source));
        scanner.setIgnoreWhiteSpace(true);
        Token before = null;
        for (Token token = scanner.produce();
                token.type != TokenType.END_OF_INPUT;
                token = scanner.produce()) {
            if (token.type == TokenType.KEYWORD && token.value.equals("finally")) {
                throw new ProgramRejectedException(
                        problem(
                                token.getLocation(),
                                "Janino compiles finally wrongly (it can run twice):"
                                        + " remove it or use the compiler ecj"));
            }
            boolean resources =
                    token.value.equals("(")
                            && before != null
                            && before.type == TokenType.KEYWORD
                            && before.value.equals("try");
            if (resources) {
                throw new ProgramRejectedException(
                        problem(
                                before.getLocation(),
                                "Janino compiles try with resources wrongly (as a finally):"
                                        + " remove it or use the compiler ecj"));
            }
            before = token;
        }
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
