package io.loopai.sandbox.fuzz;

import io.loopai.program.Input;
import io.loopai.program.Program;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Insides;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.ProgramRun;
import java.util.List;
import java.util.Map;

/**
 * What became of a program on one way through a compiler, as a text to compare: {@code answered …},
 * {@code threw NullPointerException}, {@code refused …}, {@code exhausted …}.
 */
final class Outcome {

    /** Generous: what a generated program may meet is the end of its fuel. */
    private static final Budget BUDGET = new Budget(50_000_000L, 2_000, 60_000_000_000L);

    private Outcome() {}

    /** Compiled by javac and run as it is: what Java says, one for every input. */
    static List<String> plain(String source, List<Input> inputs) {
        try {
            return unmetered(Javac.compile(source), inputs);
        } catch (IllegalArgumentException e) {
            return List.of("refused " + e.getMessage());
        }
    }

    /** All of the sandbox. */
    static List<String> sandboxed(String source, CompilerKind compiler, List<Input> inputs) {
        try {
            return sandboxed(Insides.compile(source, compiler), inputs);
        } catch (ProgramRejectedException e) {
            return List.of(refused(e));
        }
    }

    /** All of the sandbox after the compiler, which was javac. */
    static List<String> sandboxedJavac(String source, List<Input> inputs) {
        try {
            return sandboxed(Javac.compile(source), inputs);
        } catch (ProgramRejectedException e) {
            return List.of(refused(e));
        }
    }

    private static List<String> sandboxed(Map<String, byte[]> classes, List<Input> inputs)
            throws ProgramRejectedException {
        CompiledProgram program = Insides.admit(classes);
        return inputs.stream().map(in -> text(program.run(in, BUDGET))).toList();
    }

    private static String text(ProgramRun run) {
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

    private static List<String> unmetered(Map<String, byte[]> classes, List<Input> inputs) {
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
        Program program;
        try {
            program = (Program) loader.loadClass("Fuzz").getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            return List.of("refused " + e);
        }
        return inputs.stream().map(in -> run(program, in)).toList();
    }

    private static String run(Program program, Input in) {
        try {
            return "answered " + program.answer(in);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return "threw " + e.getClass().getSimpleName();
        } catch (StackOverflowError | OutOfMemoryError e) {
            return "exhausted " + e.getClass().getSimpleName();
        }
    }
}
