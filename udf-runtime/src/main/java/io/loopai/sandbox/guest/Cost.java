package io.loopai.sandbox.guest;

import io.loopai.program.text.Regex;
import io.loopai.sandbox.meter.Meter;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What calls of the JDK cost whose work grows with their operands, as {@code allowlist.txt} says: one
 * step for eight characters or one element. Every method is a kind of cost; null costs nothing, and
 * the call itself says what is wrong with it.
 *
 * <p>A kind has another method of the same name for operands that the program declares as texts: in
 * programs that work on text, to find out what an operand is would take longer than to charge for it.
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

    /** The same. */
    public static void read(String text) {
        if (text != null) {
            Meter.charge(text.length() >> 3);
        }
    }

    /**
     * Hashes or compares it with all that it holds. A list of the same list twice, sixty levels deep,
     * holds more than can ever be gone through.
     */
    public static void deep(Object operand) {
        if (operand instanceof String) { // nearly always
            Meter.charge(((String) operand).length() >> 3);
        } else if (operand instanceof Collection) {
            Meter.charge(steps(operand));
            for (Object element : (Collection<?>) operand) {
                deep(element);
            }
        } else if (operand instanceof Map) {
            Meter.charge(steps(operand));
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) operand).entrySet()) {
                deep(entry.getKey());
                deep(entry.getValue());
            }
        } else if (operand instanceof Object[]) {
            Meter.charge(((Object[]) operand).length);
            for (Object element : (Object[]) operand) {
                deep(element);
            }
        } else if (operand instanceof Map.Entry) {
            Meter.step();
            deep(((Map.Entry<?, ?>) operand).getKey());
            deep(((Map.Entry<?, ?>) operand).getValue());
        } else if (operand instanceof Optional) {
            Meter.step();
            deep(((Optional<?>) operand).orElse(null));
        } else {
            Meter.charge(steps(operand));
        }
    }

    /** Writes all that it holds as text. */
    public static void print(Object operand) {
        deep(operand);
        Meter.allocate(bytes(operand));
    }

    /** Writes the one into the other. */
    public static void insert(Object builder, Object operand) {
        read(builder);
        print(operand);
    }

    /** Turns it into characters of which some become up to 18. */
    public static void normalize(Object operand) {
        Meter.allocate(4 * bytes(operand));
        Meter.charge(64 * steps(operand));
    }

    /** Makes something as large. */
    public static void copy(Object operand) {
        Meter.allocate(bytes(operand));
        Meter.charge(steps(operand));
    }

    /** The same. */
    public static void copy(String text) {
        if (text != null) {
            Meter.allocate(ELEMENT_BYTES + text.length());
            Meter.charge(text.length() >> 3);
        }
    }

    /** The same. */
    public static void copy(StringBuilder text) {
        if (text != null) {
            Meter.allocate(ELEMENT_BYTES + text.length());
            Meter.charge(text.length() >> 3);
        }
    }

    /** Made it. */
    public static void result(Object made) {
        copy(made);
    }

    /** The same. */
    public static void result(String made) {
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
    public static void format(Object format, Object arguments) {
        deep(arguments);
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
    public static void keep(Object keys, Object key) {
        object();
        find(keys, key);
    }

    /**
     * Looks for a key. Of lists and the like, which have no order, all may have the same hash and be
     * compared one by one; records count their own comparisons.
     */
    public static void find(Object keys, Object key) {
        if (key instanceof String) { // nearly always
            Meter.charge(((String) key).length() >> 3);
            return;
        }
        deep(key);
        if (key instanceof Collection || key instanceof Map || key instanceof Map.Entry) {
            Meter.charge(steps(keys) >> 3);
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
            if (element instanceof Collection || element instanceof Map) {
                // It is compared with every element, and only up to where they differ.
                deep(collection);
            }
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

    /** The same. */
    public static void search(String text, CharSequence part) {
        if (text != null && part != null) {
            long length = text.length();
            Meter.charge((length >> 3) + (length * part.length() >> 6));
        }
    }

    /** The same. */
    public static void search(String text, String part) {
        if (text != null && part != null) {
            long length = text.length();
            Meter.charge((length >> 3) + (length * part.length() >> 6));
        }
    }

    /** Replaces one text by another in a third, as often as it may be there. */
    public static void replace(Object text, Object part, Object replacement) {
        search(text, part);
        if (text instanceof CharSequence
                && part instanceof CharSequence
                && replacement instanceof CharSequence) {
            replaced(
                    ((CharSequence) text).length(),
                    ((CharSequence) part).length(),
                    ((CharSequence) replacement).length());
        }
    }

    /** The same. */
    public static void replace(String text, CharSequence part, CharSequence replacement) {
        search(text, part);
        if (text != null && part != null && replacement != null) {
            replaced(text.length(), part.length(), replacement.length());
        }
    }

    private static void replaced(long length, long part, long replacement) {
        long longer = replacement - part;
        long most = longer <= 0 ? length : length + longer * (length / Math.max(1, part) + 1);
        Meter.allocate(most);
        Meter.charge(most >> 3);
    }

    /** Counts from one number to another. */
    public static void range(int from, int to) {
        if (to > from) {
            long count = (long) to - from;
            Meter.charge(count >> 3);
            // What a stream makes of them is seen by nobody: boxes in a list, for instance.
            Meter.allocate(8 * count);
        }
    }

    private static long steps(Object operand) {
        long elements = elements(operand);
        if (elements >= 0) {
            return elements;
        }
        return operand instanceof BitSet
                ? ((BitSet) operand).size() >> 6
                : (operand instanceof CharSequence
                                ? ((CharSequence) operand).length()
                                : numbers(operand))
                        >> 3;
    }

    private static long bytes(Object operand) {
        long elements = elements(operand);
        if (elements >= 0) {
            return ELEMENT_BYTES * elements;
        }
        if (operand instanceof CharSequence) {
            return ELEMENT_BYTES + ((CharSequence) operand).length();
        }
        long numbers = numbers(operand);
        return numbers > 0 ? ELEMENT_BYTES + 8 * numbers : ELEMENT_BYTES * steps(operand);
    }

    /**
     * How many objects it holds, or -1 when it holds none. Classes come before interfaces: the JVM
     * knows at once whether an object is of a class, but for an interface searches a list.
     */
    private static long elements(Object operand) {
        if (operand instanceof AbstractCollection) {
            return ((AbstractCollection<?>) operand).size();
        }
        if (operand instanceof AbstractMap) {
            return ((AbstractMap<?, ?>) operand).size();
        }
        if (operand instanceof Object[]) {
            return ((Object[]) operand).length;
        }
        if (operand instanceof String || operand instanceof Number || numbers(operand) > 0) {
            return -1;
        }
        if (operand instanceof Collection) {
            return ((Collection<?>) operand).size();
        }
        return operand instanceof Map ? ((Map<?, ?>) operand).size() : -1;
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
