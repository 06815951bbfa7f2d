package io.loopai.sandbox;

import io.loopai.program.Program;
import io.loopai.sandbox.guest.Pattern;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * The instances of a program's class: one for all calls when it can keep nothing between them, and
 * otherwise a new one for every call, within that call's budget.
 */
final class Instances {

    private static final String PATTERN = Pattern.class.getName();

    private final Program one;
    private final MethodHandle constructor;

    private Instances(Program one, MethodHandle constructor) {
        this.one = one;
        this.constructor = constructor;
    }

    /** Creates the first instance, so that a constructor that fails is known at once. */
    static Instances of(Class<? extends Program> type) throws Throwable {
        MethodHandle constructor =
                MethodHandles.publicLookup()
                        .findConstructor(type, MethodType.methodType(void.class))
                        .asType(MethodType.methodType(Program.class));
        Program first = (Program) constructor.invokeExact();
        return new Instances(isConstant(type) ? first : null, constructor);
    }

    /** The instance for the next call. Whatever its constructor throws, this throws. */
    Program get() throws Throwable {
        return one != null ? one : (Program) constructor.invokeExact();
    }

    private static boolean isConstant(Class<?> program) {
        for (Class<?> type = program; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !(Modifier.isFinal(modifiers) && isImmutable(field.getType()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isImmutable(Class<?> type) {
        return type.isPrimitive()
                || type == String.class
                || type == Double.class
                || type == Integer.class
                || type.getName().equals(PATTERN)
                || Allowlist.get().isConstant(type.getName());
    }
}
