package io.loopai.sandbox;

import io.loopai.program.Program;
import io.loopai.sandbox.meter.Gauge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Turns the source of a program, written by whomever, into something that is safe to run.
 *
 * <pre>{@code
 * CompiledProgram spam = Sandbox.compile(source, CompilerKind.ECJ);
 * ProgramRun run = spam.run(Input.of(Map.of("text", "win a prize")), Budget.DEFAULT);
 * }</pre>
 *
 * <p>Nothing of one call is left for the next: what static fields hold is frozen after the static
 * initialisers, and a program whose instance could keep something gets a new one for every call.
 */
public final class Sandbox {

    /** The longest source, in bytes of UTF-8. */
    public static final int MAX_SOURCE_BYTES = 512 * 1024;

    /**
     * For static initialisers and the constructor, which run once, before the JIT knows them. Fuel
     * is what stops them, so that all subtasks accept the same programs, however busy their machine;
     * the clock is for what fuel counts too low.
     */
    private static final Budget LOAD_BUDGET = new Budget(50_000_000L, 512, 10_000_000_000L);

    /** Enough to unpack a model of many weights. */
    private static final long LOAD_UNWATCHED = 1_000_000L;

    private Sandbox() {}

    /**
     * Compiles, verifies, meters and loads a program.
     *
     * @param source Java 17 with exactly one public top-level class that implements {@link Program}
     * @throws ProgramRejectedException when any of the steps refuses it; the message says why
     */
    public static CompiledProgram compile(String source, CompilerKind compiler)
            throws ProgramRejectedException {
        Objects.requireNonNull(compiler, "compiler");
        return admit(classes(source, compiler));
    }

    /** The class files by class name, unchecked. */
    static Map<String, byte[]> classes(String source, CompilerKind compiler)
            throws ProgramRejectedException {
        int bytes = source.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_SOURCE_BYTES) {
            throw new ProgramRejectedException(
                    new Problem(
                            Layer.COMPILE,
                            0,
                            0,
                            "the source has "
                                    + bytes
                                    + " bytes of UTF-8, but at most "
                                    + MAX_SOURCE_BYTES
                                    + " are allowed: move long word lists into fewer, shorter"
                                    + " ones"));
        }
        return SourceCompilers.compile(source, compiler);
    }

    /** Everything after the compiler, whose output is not trusted either. */
    static CompiledProgram admit(Map<String, byte[]> classes) throws ProgramRejectedException {
        try {
            return checked(classes);
        } catch (RuntimeException | AssertionError | StackOverflowError malformed) {
            // No compiler writes such class files; what reads them says so in all kinds of ways.
            throw new ProgramRejectedException(
                    new Problem(
                            Layer.VERIFY,
                            0,
                            0,
                            "the class files of the program are malformed: "
                                    + Failure.text(malformed)));
        }
    }

    private static CompiledProgram checked(Map<String, byte[]> classes)
            throws ProgramRejectedException {
        String main = Verifier.verify(classes);
        ConstantPatterns.check(classes.values());
        Allowlist.get().initialiseClasses();
        Guards occurring = Guards.occurring(classes.values());
        Guards guards = Guards.NONE;
        while (true) {
            Loaded loaded = load(main, Instrumenter.instrument(classes, guards));
            Guards needed = loaded.needed().among(occurring);
            if (guards.covers(needed)) {
                return loaded.program();
            }
            guards = guards.and(needed);
        }
    }

    /** A program, and the writes that must be checked so that it can be used. */
    private record Loaded(CompiledProgram program, Guards needed) {}

    /**
     * Initialises every class now: were a nested one left to the first request that needs it, and
     * that request ran out of budget meanwhile, the class would stay broken for all later ones.
     */
    private static Loaded load(String main, Map<String, byte[]> classes)
            throws ProgramRejectedException {
        Set<String> names = Set.copyOf(classes.keySet());
        ProgramLoader loader = new ProgramLoader(classes);
        Gauge gauge = null;
        try {
            gauge = loader.gauge();
            Watchdog.watch(gauge);
            gauge.start(
                    LOAD_BUDGET.fuel(),
                    LOAD_UNWATCHED,
                    LOAD_BUDGET.depth(),
                    LOAD_BUDGET.cpuNanos());
            Class<?> type = Class.forName(main, true, loader);
            List<Class<?>> types = new ArrayList<>();
            for (String name : classes.keySet()) {
                types.add(Class.forName(name, true, loader));
            }
            Statics statics = Statics.freeze(types, type);
            loader.guard(statics.fieldOf());
            Instances instances = Instances.of(type.asSubclass(Program.class));
            if (gauge.exhausted() == null) {
                return new Loaded(
                        new CompiledProgram(main, names, instances, gauge), statics.guards());
            }
        } catch (ProgramRejectedException rejected) {
            throw rejected;
        } catch (Throwable thrown) {
            if (gauge == null || gauge.exhausted() == null) {
                throw new ProgramRejectedException(loadProblem(thrown, names));
            }
        }
        throw new ProgramRejectedException(
                new Problem(
                        Layer.LOAD,
                        0,
                        0,
                        "the static initialisers and the constructor go over their budget, "
                                + Failure.text(gauge.exhausted(), LOAD_BUDGET)));
    }

    private static Problem loadProblem(Throwable thrown, Set<String> names) {
        if (thrown instanceof VerifyError) {
            return new Problem(
                    Layer.LOAD,
                    0,
                    0,
                    "the JVM refuses what the compiler made of the source: use the compiler ecj, or"
                            + " write assignments as statements of their own");
        }
        boolean wrapped =
                thrown.getCause() != null && thrown instanceof ExceptionInInitializerError;
        Throwable cause = wrapped ? thrown.getCause() : thrown;
        return new Problem(
                Layer.LOAD,
                Failure.line(cause, names),
                0,
                "creating the program failed: " + Failure.text(cause));
    }
}
