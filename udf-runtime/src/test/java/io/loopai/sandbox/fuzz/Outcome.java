package io.loopai.sandbox.fuzz;

import io.loopai.program.Input;
import io.loopai.program.Program;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Insides;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.ProgramRun;
import java.util.Map;

/**
 * What became of a program on one way through a compiler, as a text to compare: {@code answered …},
 * {@code threw NullPointerException}, {@code refused …}, {@code exhausted …}.
 */
final class Outcome {

    /** Generous: what a generated program may meet is the end of its fuel. */
    private static final Budget BUDGET = new Budget(50_000_000L, 2_000, 60_000_000_000L);

    private Outcome() {}

    /** Compiled by javac and run as it is: what Java says. */
    static String plain(String source, Input in) {
        try {
            return unmetered(Javac.compile(source), in);
        } catch (IllegalArgumentException e) {
            return "refused " + e.getMessage();
        }
    }

    /** Compiled by one of the sandbox's compilers, but neither verified nor metered. */
    static String unmetered(String source, CompilerKind compiler, Input in) {
        try {
            return unmetered(Insides.compile(source, compiler), in);
        } catch (ProgramRejectedException e) {
            return "refused " + e.getMessage();
        }
    }

    /** All of the sandbox. */
    static String sandboxed(String source, CompilerKind compiler, Input in) {
        try {
            return sandboxed(Insides.compile(source, compiler), in);
        } catch (ProgramRejectedException e) {
            return refused(e);
        }
    }

    /** All of the sandbox after the compiler, which was javac. */
    static String sandboxedJavac(String source, Input in) {
        try {
            return sandboxed(Javac.compile(source), in);
        } catch (ProgramRejectedException e) {
            return refused(e);
        }
    }

    private static String sandboxed(Map<String, byte[]> classes, Input in)
            throws ProgramRejectedException {
        CompiledProgram program = Insides.admit(classes);
        ProgramRun run = program.run(in, BUDGET);
        switch (run.status()) {
            case ANSWERED:
                return "answered " + run.answer();
            case FAILED:
                return "threw " + run.error().replaceFirst("(: .*)?( at line \\d+)?$", "");
            default:
                return "exhausted " + run.error();
        }
    }

    private static String refused(ProgramRejectedException e) {
        return "refused " + e.problems().get(0).layer() + " " + e.getMessage();
    }

    private static String unmetered(Map<String, byte[]> classes, Input in) {
        ClassLoader loader =
                new ClassLoader(Program.class.getClassLoader()) {
                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        byte[] bytes = classes.get(name);
                        if (bytes == null) {
                            throw new ClassNotFoundException(name);
                        }
                        return defineClass(name, bytes, 0, bytes.length);
                    }
                };
        try {
            Program program =
                    (Program) loader.loadClass("Fuzz").getDeclaredConstructor().newInstance();
            return "answered " + program.answer(in);
        } catch (Exception | LinkageError e) {
            return "threw " + e.getClass().getSimpleName();
        } catch (StackOverflowError | OutOfMemoryError e) {
            return "exhausted " + e.getClass().getSimpleName();
        }
    }
}
