package io.loopai.sandbox.guest;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stops writes to the arrays and objects that static fields hold, which would survive the call. The
 * stores of a program become calls of this class when it has such arrays or objects.
 */
public final class Shared implements Consumer<Function<Object, String>> {

    /** The static field that holds an object; null until the initialisers have run. */
    private static Function<Object, String> fields;

    /** Public because every program's class loader has a copy of its own, made from outside. */
    public Shared() {}

    /** From now on nothing may be written of which the function knows the static field. */
    @Override
    public void accept(Function<Object, String> fieldOf) {
        fields = fieldOf;
    }

    /** Something is about to change. */
    public static void change(Object target) {
        if (fields != null) {
            String field = fields.apply(target);
            if (field != null) {
                throw new UnsupportedOperationException(
                        "what the static field "
                                + field
                                + " holds cannot change after its initialiser, because programs"
                                + " keep no state between calls; change a copy");
            }
        }
    }

    static boolean isShared(Object target) {
        return fields != null && fields.apply(target) != null;
    }

    public static void store(int[] array, int index, int value) {
        change(array);
        array[index] = value;
    }

    public static void store(long[] array, int index, long value) {
        change(array);
        array[index] = value;
    }

    public static void store(float[] array, int index, float value) {
        change(array);
        array[index] = value;
    }

    public static void store(double[] array, int index, double value) {
        change(array);
        array[index] = value;
    }

    public static void store(char[] array, int index, char value) {
        change(array);
        array[index] = value;
    }

    public static void store(short[] array, int index, short value) {
        change(array);
        array[index] = value;
    }

    /** The JVM has one instruction for both. */
    public static void storeByteOrBoolean(Object array, int index, int value) {
        change(array);
        if (array instanceof boolean[]) {
            ((boolean[]) array)[index] = (value & 1) != 0;
        } else {
            ((byte[]) array)[index] = (byte) value;
        }
    }

    public static void store(Object[] array, int index, Object value) {
        change(array);
        array[index] = value;
    }
}
