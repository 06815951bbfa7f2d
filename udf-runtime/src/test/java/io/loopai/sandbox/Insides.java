package io.loopai.sandbox;

import io.loopai.sandbox.meter.Alarm;
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

    /** What the program's class loader gives to the JVM: instrumented classes by name. */
    @SuppressWarnings("unchecked") // the field's type
    public static Map<String, byte[]> loaded(CompiledProgram program)
            throws ReflectiveOperationException {
        Object loader = field(CompiledProgram.class, "gauge", program).getClass().getClassLoader();
        return (Map<String, byte[]>) field(ProgramLoader.class, "classes", loader);
    }

    /** The steps that the program's last run left of its budget. */
    public static long fuelLeft(CompiledProgram program) throws ReflectiveOperationException {
        Class<?> meter = field(CompiledProgram.class, "gauge", program).getClass();
        return Alarm.without((Long) field(meter, "fuel", null))
                + (Long) field(meter, "reserve", null);
    }

    private static Object field(Class<?> type, String name, Object of)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
