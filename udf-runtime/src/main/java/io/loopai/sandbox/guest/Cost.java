package io.loopai.sandbox.guest;

import io.loopai.program.text.Regex;
import io.loopai.sandbox.meter.Meter;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedList;
import java.util.Map;
import java.util.Set;

/**
 * What calls of the JDK cost whose work grows with their operands, as {@code allowlist.txt} says: one
 * step for eight characters or one element. Every method is a kind of cost; null costs nothing, and
 * the call itself says what is wrong with it.
 */
public final class Cost {

    /** Bytes of a reference and of what an element brings with it, such as a node of a map. */
    private static final int ELEMENT_BYTES = 16;

    private static final int FEATURE_BYTES = 48;
    private static final int FEATURE_STEPS = 16;

    private Cost() {}

    /** Looks at all of it once. */
    public static void read(Object operand) {
        Meter.charge(steps(operand));
    }

    /** Makes something as large. */
    public static void copy(Object operand) {
        Meter.allocate(bytes(operand));
        Meter.charge(steps(operand));
    }

    /** Made it. */
    public static void result(Object made) {
        copy(made);
    }

    /** Makes something of that many elements or characters. */
    public static void make(int size) {
        if (size > 0) {
            Meter.allocate(4L * size);
            count(size);
        }
    }

    /** Goes over that many of them. */
    public static void count(int size) {
        Meter.charge(Math.max(0, size) >> 3);
    }

    /** Sets one bit, for which the set may have to grow. */
    public static void bit(Object bits, int index) {
        if (bits instanceof BitSet && index >= ((BitSet) bits).size()) {
            Meter.charge(index >> 6);
            Meter.allocate(index >> 3);
        }
    }

    /** Moves the elements of an array list up or down, or walks through a linked one. */
    public static void shift(Object list) {
        long size = steps(list);
        Meter.allocate(2 * ELEMENT_BYTES);
        Meter.charge(list instanceof LinkedList ? size : size >> 3);
    }

    /** Walks to an element where there is no way to reach it at once. */
    public static void walk(Object list) {
        if (list instanceof LinkedList) {
            Meter.charge(((LinkedList<?>) list).size());
        }
    }

    /** Formats, with the widths and precisions that stand in the format; the result counts too. */
    public static void format(Object format) {
        if (format instanceof String) {
            String text = (String) format;
            long width = 0;
            for (int i = 0; i < text.length(); i++) {
                int digit = text.charAt(i) - '0';
                width = digit >= 0 && digit <= 9 ? Math.min(width * 10 + digit, 1L << 31) : 0;
                Meter.allocate(width);
                Meter.charge(1 + (width >> 3));
            }
        }
    }

    /** Searches with a pattern. */
    public static void regex(Object regex, Object text) {
        if (regex instanceof Regex && text instanceof String) {
            long length = ((String) text).length();
            Meter.charge(length * (1 + ((Regex) regex).cost() / 8));
        }
    }

    /** Scores a text with a model: some five n-grams begin at every character. */
    public static void features(Object text) {
        if (text instanceof String) {
            long length = ((String) text).length();
            Meter.allocate(length * FEATURE_BYTES);
            Meter.charge(length * FEATURE_STEPS);
        }
    }

    /** Makes an array. */
    public static void array(int length, int elementBytes) {
        if (length > 0) {
            Meter.allocate(ELEMENT_BYTES + (long) length * elementBytes);
            Meter.charge(length >> 3);
        }
    }

    /** The size of an array of arrays. */
    public static int cells(int rows, int columns) {
        long cells = (long) Math.max(0, rows) * Math.max(0, columns);
        return (int) Math.min(cells, Integer.MAX_VALUE);
    }

    /** Makes one object, here or inside of a collection that takes an element. */
    public static void object() {
        Meter.allocate(2 * ELEMENT_BYTES);
    }

    /** Hashes what becomes a key, and keeps it. */
    public static void keep(Object key) {
        object();
        if (key instanceof String) {
            Meter.charge(((String) key).length() >> 3);
        } else if (key instanceof Collection || key instanceof Map) {
            Meter.charge(steps(key));
        }
    }

    /** Sorts it. */
    public static void sort(Object operand) {
        Meter.charge(16 * steps(operand));
        Meter.allocate(bytes(operand) / 2);
    }

    /** Writes a text that many times. */
    public static void times(Object text, int count) {
        if (text instanceof String && count > 0) {
            long length = (long) ((String) text).length() * count;
            Meter.allocate(length);
            Meter.charge(length >> 3);
        }
    }

    /** Looks for an element. */
    public static void scan(Object collection, Object element) {
        if (!(collection instanceof Set)) {
            long each = element instanceof String ? 1 + (((String) element).length() >> 6) : 1;
            Meter.charge(steps(collection) * each);
        }
    }

    /** Looks for every element of the one in the other. */
    public static void product(Object one, Object other) {
        Meter.charge(steps(one) * (other instanceof Set ? 1 : 1 + steps(other)));
    }

    /** Looks for one text in another, which on bad luck compares all of it at every place. */
    public static void search(Object text, Object part) {
        if (text instanceof CharSequence && part instanceof CharSequence) {
            long length = ((CharSequence) text).length();
            Meter.charge((length >> 3) + (length * ((CharSequence) part).length() >> 6));
        }
    }

    /** Replaces one text by another in a third, as often as it may be there. */
    public static void replace(Object text, Object part, Object replacement) {
        search(text, part);
        if (text instanceof CharSequence
                && part instanceof CharSequence
                && replacement instanceof CharSequence) {
            long length = ((CharSequence) text).length();
            long shorter = ((CharSequence) part).length();
            long longer = ((CharSequence) replacement).length() - shorter;
            long most = length + Math.max(0, longer) * (length / Math.max(1, shorter) + 1);
            Meter.allocate(most);
            Meter.charge(most >> 3);
        }
    }

    /** Counts from one number to another. */
    public static void range(int from, int to) {
        if (to > from) {
            Meter.charge(((long) to - from) >> 3);
        }
    }

    private static long steps(Object operand) {
        if (operand instanceof CharSequence) {
            return ((CharSequence) operand).length() >> 3;
        }
        if (operand instanceof Collection) {
            return ((Collection<?>) operand).size();
        }
        if (operand instanceof Map) {
            return ((Map<?, ?>) operand).size();
        }
        if (operand instanceof BitSet) {
            return ((BitSet) operand).size() >> 6;
        }
        return operand instanceof Object[] ? ((Object[]) operand).length : numbers(operand) >> 3;
    }

    private static long bytes(Object operand) {
        if (operand instanceof CharSequence) {
            return ELEMENT_BYTES + ((CharSequence) operand).length();
        }
        long numbers = numbers(operand);
        return numbers > 0 ? ELEMENT_BYTES + 8 * numbers : ELEMENT_BYTES * steps(operand);
    }

    /** The length of an array of a primitive type, 0 for everything else. */
    private static long numbers(Object operand) {
        if (operand instanceof int[]) {
            return ((int[]) operand).length;
        }
        if (operand instanceof double[]) {
            return ((double[]) operand).length;
        }
        if (operand instanceof char[]) {
            return ((char[]) operand).length;
        }
        if (operand instanceof long[]) {
            return ((long[]) operand).length;
        }
        if (operand instanceof byte[]) {
            return ((byte[]) operand).length;
        }
        if (operand instanceof boolean[]) {
            return ((boolean[]) operand).length;
        }
        if (operand instanceof float[]) {
            return ((float[]) operand).length;
        }
        return operand instanceof short[] ? ((short[]) operand).length : 0;
    }
}
