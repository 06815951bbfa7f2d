package io.loopai.sandbox.guest;

import io.loopai.sandbox.meter.Meter;
import java.nio.charset.Charset;
import java.util.Comparator;

/**
 * Turns the arguments of constructors that take several into one, which can be charged: what is on
 * the stack below it cannot.
 */
public final class Sizes {

    private Sizes() {}

    /** A hash table's. A tiny load factor would make a few elements fill the memory; ours is fixed. */
    public static int capacity(int capacity, float loadFactor) {
        if (!(loadFactor > 0)) {
            throw new IllegalArgumentException("Illegal load factor: " + loadFactor);
        }
        return capacity;
    }

    /** A priority queue's: it grows as it needs. */
    public static <T> Comparator<T> order(int capacity, Comparator<T> comparator) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a priority queue of capacity " + capacity);
        }
        return comparator;
    }

    public static String text(char[] chars, int offset, int count) {
        Meter.allocate((long) Character.BYTES * Math.max(0, count));
        return new String(chars, offset, count);
    }

    public static String text(int[] codePoints, int offset, int count) {
        Meter.allocate(2L * Math.max(0, count));
        return new String(codePoints, offset, count);
    }

    public static String text(byte[] bytes, Charset charset) {
        Cost.copy(bytes);
        return new String(bytes, charset);
    }

    public static String text(byte[] bytes, int offset, int length, Charset charset) {
        Meter.allocate(2L * Math.max(0, length));
        return new String(bytes, offset, length, charset);
    }
}
