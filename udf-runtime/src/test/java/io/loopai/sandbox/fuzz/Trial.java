package io.loopai.sandbox.fuzz;

import com.sun.management.ThreadMXBean;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Insides;
import io.loopai.sandbox.Problem;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.ProgramRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Puts one case through the sandbox on the current thread and judges what comes of it. */
final class Trial {

    private static final Budget BUDGET = new Budget(1_000_000L, 256, 200_000_000L);
    private static final long MAX_RUN_CPU_NANOS = 2_000_000_000L;
    private static final long MAX_RUN_BYTES = 4 * (64L << 20);

    /** Static initialisers may take two seconds; verifying and metering come on top. */
    private static final long MAX_LOAD_CPU_NANOS = 4_000_000_000L;

    private static final long MAX_LOAD_BYTES = 8 * (64L << 20);

    /** What a JVM throws that met code it should never have been given. */
    private static final Pattern BROKEN =
            Pattern.compile(
                    "(the JVM refuses|VerifyError|ClassFormatError|NoClassDefFoundError|LinkageError|IncompatibleClassChangeError"
                            + "|NoSuchMethodError|NoSuchFieldError|IllegalAccessError|AbstractMethodError"
                            + "|BootstrapMethodError|UnsupportedClassVersionError|ClassCircularityError"
                            + "|ExceptionInInitializerError)\\b.*");

    private static final Pattern FATAL =
            Pattern.compile("(OutOfMemoryError|InternalError|UnknownError|BudgetError)\\b.*");

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Input FIRST =
            Input.of(Map.of("text", "Free prize, 12", "items", List.of("x"), "amount", 3.5));
    private static final Input SECOND =
            Input.of(Map.of("text", "", "items", List.of(), "amount", -1));

    private final Case attack;
    private final ReferenceRule rule;
    private final Canaries canaries;
    private volatile String result = "HUNG";
    private volatile Finding finding;
    private volatile Map<String, byte[]> classes;

    Trial(Case attack, ReferenceRule rule, Canaries canaries) {
        this.attack = attack;
        this.rule = rule;
        this.canaries = canaries;
    }

    /** The layer that refused the case, or how its first run ended. */
    String result() {
        return result;
    }

    Finding finding() {
        return finding;
    }

    /** What the sandbox was given after the compiler; null when it did not come to that. */
    Map<String, byte[]> classes() {
        return classes;
    }

    void run() {
        try {
            judge();
        } catch (ProgramRejectedException e) {
            Problem problem = e.problems().get(0);
            result = problem.layer().toString();
            refused(problem);
        } catch (ThreadDeath e) {
            throw e;
        } catch (Throwable e) {
            result = "CRASH";
            StackTraceElement[] trace = e.getStackTrace();
            String at =
                    trace.length == 0
                            ? ""
                            : " at " + trace[0].getClassName() + "." + trace[0].getMethodName();
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause != e && cause.getStackTrace().length > 0) {
                at =
                        " at "
                                + cause.getStackTrace()[0].getClassName()
                                + "."
                                + cause.getStackTrace()[0].getMethodName();
            }
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            String shown = text.toString();
            found(
                    "crash",
                    cause.getClass().getName() + at,
                    shown.substring(0, Math.min(6_000, shown.length())));
        }
    }

    private void refused(Problem problem) {
        String broken = problem.message().replace("creating the program failed: ", "");
        if (FATAL.matcher(broken).matches()) {
            found("load", broken, problem.toString());
        } else if (BROKEN.matcher(broken).matches()
                && !attack.mutatesBytecode()
                && attack.compiler() == CompilerKind.ECJ) {
            found("load", broken, problem.toString());
        }
    }

    private void judge() throws ProgramRejectedException, ReflectiveOperationException {
        Map<String, byte[]> compiled = Insides.compile(attack.source(), attack.compiler());
        classes =
                attack.mutatesBytecode()
                        ? new BytecodeMutator(new Random(attack.seed())).mutate(compiled)
                        : compiled;
        long cpu = THREAD.getCurrentThreadCpuTime();
        long bytes = THREAD.getThreadAllocatedBytes(Thread.currentThread().getId());
        CompiledProgram program;
        try {
            program = Insides.admit(classes);
        } finally {
            tooMuch("load", cpu, bytes, MAX_LOAD_CPU_NANOS, MAX_LOAD_BYTES);
        }
        List<String> violations =
                rule.violations(Insides.loaded(program), !attack.mutatesBytecode());
        if (!violations.isEmpty()) {
            found(
                    "reference",
                    violations.get(0).replaceFirst("^[^:]*: ", ""),
                    String.join("\n", violations));
        }
        String first = outcome(program, FIRST);
        long fuel = Insides.fuelLeft(program);
        result = first.replaceFirst("(?s) .*", "");
        if (finding == null) {
            outcome(program, SECOND);
            compare("other inputs in between", first, outcome(program, FIRST));
            // Its fuel may differ: what is made once, such as a switch's table, is not made again.
            CompiledProgram another = Insides.admit(classes);
            String second = outcome(another, FIRST);
            compare(
                    "another instance",
                    first + ", fuel " + fuel,
                    second + ", fuel " + Insides.fuelLeft(another));
        }
    }

    private void compare(String where, String one, String other) {
        boolean measured =
                (one + other).contains("CPU time: ")
                        || (one + other).contains("memory: ")
                        || (one + other).contains("the thread's stack");
        // The clock, the thread's stack, and what the JIT saves of memory are not the program's
        // doing.
        if (!measured && !one.equals(other)) {
            found("nondeterminism", where, one + "\n" + other);
        }
    }

    private String outcome(CompiledProgram program, Input in) {
        long cpu = THREAD.getCurrentThreadCpuTime();
        long bytes = THREAD.getThreadAllocatedBytes(Thread.currentThread().getId());
        ProgramRun run = program.run(in, BUDGET);
        tooMuch("run", cpu, bytes, MAX_RUN_CPU_NANOS, MAX_RUN_BYTES);
        String text = run.answer() == null ? run.error() : String.valueOf(run.answer());
        boolean broken =
                run.error() != null
                        && (FATAL.matcher(run.error()).matches()
                                || !attack.mutatesBytecode()
                                        && BROKEN.matcher(run.error()).matches());
        if (broken) {
            found("error", run.error(), run.error());
        }
        if (canaries.leaks(text)) {
            found("leak", "the secret came out", text);
        }
        return run.status() + " " + text;
    }

    private void tooMuch(String what, long cpu, long bytes, long maxCpu, long maxBytes) {
        long usedCpu = THREAD.getCurrentThreadCpuTime() - cpu;
        long usedBytes = THREAD.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        if (usedCpu > maxCpu) {
            found("cpu", what, what + " took " + usedCpu / 1_000_000 + " ms of CPU");
        } else if (usedBytes > maxBytes) {
            found("memory", what, what + " allocated " + (usedBytes >> 20) + " MB");
        }
    }

    /** The first is what counts. */
    private void found(String kind, String where, String details) {
        if (finding == null) {
            finding = new Finding(kind, where, details);
        }
    }
}
