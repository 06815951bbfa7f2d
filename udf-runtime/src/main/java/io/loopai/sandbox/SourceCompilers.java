package io.loopai.sandbox;

import io.loopai.sandbox.compiler.Compilation;
import io.loopai.sandbox.compiler.CompileThread;
import io.loopai.sandbox.compiler.SourceCompiler;
import java.util.Map;

/**
 * Compiles within a budget, on a thread of its own, whatever the source does to the compiler.
 *
 * <p>A compiler that failed in a way of its own, such as by a stack overflow, is loaded anew for the
 * next source: the failure may have come in the middle of initialising one of its classes, which
 * would then stay broken.
 */
final class SourceCompilers {

    private static final Problem TOO_MUCH =
            problem(
                    "the source takes too much time or memory to compile: nest its calls, lambdas and"
                            + " finally blocks less deeply, and split large expressions and classes");

    private static final Problem TOO_DEEP =
            problem("the source nests too deeply for the compiler: split its longest expression");

    private static ClassLoader loader = new CompilerLoader();

    private SourceCompilers() {}

    static Map<String, byte[]> compile(String source, CompilerKind kind)
            throws ProgramRejectedException {
        ClassLoader used = current();
        Compilation[] outcome = new Compilation[1];
        Throwable[] failure = new Throwable[1];
        CompileThread thread =
                new CompileThread(
                        () -> {
                            try {
                                outcome[0] =
                                        compiler(used, kind)
                                                .compile(source, SourceCompilers::refusal);
                            } catch (Throwable thrown) {
                                failure[0] = thrown;
                            }
                        });
        runToItsEnd(thread);
        if (thread.isExhausted()) {
            replace(used);
            throw new ProgramRejectedException(TOO_MUCH);
        }
        if (failure[0] != null) {
            replace(used);
            throw new ProgramRejectedException(
                    failure[0] instanceof StackOverflowError ? TOO_DEEP : broken(failure[0]));
        }
        if (!outcome[0].problems().isEmpty()) {
            throw new ProgramRejectedException(outcome[0].problems());
        }
        return outcome[0].classes();
    }

    private static String refusal(String className) {
        Allowlist allowlist = Allowlist.get();
        return allowlist.isVisible(className) ? null : allowlist.advice(className);
    }

    private static SourceCompiler compiler(ClassLoader loader, CompilerKind kind)
            throws ReflectiveOperationException {
        String name = kind == CompilerKind.ECJ ? "EcjCompiler" : "JaninoCompiler";
        return (SourceCompiler)
                Class.forName(SourceCompiler.class.getPackageName() + "." + name, true, loader)
                        .getConstructor()
                        .newInstance();
    }

    private static void runToItsEnd(CompileThread thread) {
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                // It ends soon, by its budget at the latest; the caller sees the interrupt then.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized ClassLoader current() {
        return loader;
    }

    private static synchronized void replace(ClassLoader used) {
        if (loader == used) {
            loader = new CompilerLoader();
        }
    }

    private static Problem broken(Throwable failure) {
        return problem(
                "the compiler failed on the source ("
                        + Failure.text(failure)
                        + "): write it more plainly");
    }

    private static Problem problem(String message) {
        return new Problem(Layer.COMPILE, 0, 0, message);
    }
}
