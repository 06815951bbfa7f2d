package io.loopai.sandbox;

import java.lang.reflect.Field;
import java.util.Map;

/** Lets the fuzzer, which has a package of its own, at the steps of the sandbox one by one. */
public final class Insides {

    private Insides() {}

    /** What the compiler alone makes of a source. */
    public static Map<String, byte[]> compile(String source, CompilerKind compiler)
            throws ProgramRejectedException {
        return Sandbox.classes(source, compiler);
    }

    /** Everything after the compiler: whoever controls its output gets this far. */
    public static CompiledProgram admit(Map<String, byte[]> classes)
            throws ProgramRejectedException {
        return Sandbox.admit(classes);
    }

    /** What {@link #admit} has the JVM load. */
    public static Map<String, byte[]> metered(Map<String, byte[]> classes)
            throws ProgramRejectedException {
        return Instrumenter.instrument(classes);
    }

    /** The steps that the program's last run left of its budget. */
    public static long fuelLeft(CompiledProgram program) throws ReflectiveOperationException {
        Field instance = CompiledProgram.class.getDeclaredField("program");
        instance.setAccessible(true);
        Class<?> meter =
                instance.get(program)
                        .getClass()
                        .getClassLoader()
                        .loadClass("io.loopai.sandbox.meter.Meter");
        return counter(meter, "fuel") + counter(meter, "reserve");
    }

    private static long counter(Class<?> meter, String name) throws ReflectiveOperationException {
        Field field = meter.getDeclaredField(name);
        field.setAccessible(true);
        return field.getLong(null);
    }
}
