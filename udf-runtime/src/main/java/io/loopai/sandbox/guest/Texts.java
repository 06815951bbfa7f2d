package io.loopai.sandbox.guest;

import io.loopai.program.Answer;
import io.loopai.sandbox.meter.Meter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What programs get where the JDK turns an object into text: the same text, charged piece by piece
 * before it grows, and without the identity hashes that differ from machine to machine.
 */
public final class Texts {

    private Texts() {}

    public static String valueOf(Object object) {
        if (object instanceof String) {
            return (String) object;
        }
        StringBuilder out = new StringBuilder();
        write(out, object);
        return out.toString();
    }

    /** {@code Objects.toString} with a default. */
    public static String valueOf(Object object, String otherwise) {
        return object == null ? otherwise : valueOf(object);
    }

    public static String toString(Object object) {
        if (object == null) {
            throw new NullPointerException("toString() of null");
        }
        return valueOf(object);
    }

    /** The text of an exception, in which the JDK may name objects by their identity. */
    public static String getMessage(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null
                        || !(thrown instanceof ClassCastException
                                || thrown instanceof IllegalStateException
                                || thrown instanceof AssertionError)
                ? message
                : withoutHashes(message);
    }

    /** {@code toString} of an exception. */
    public static String describe(Throwable thrown) {
        return withoutHashes(thrown.toString());
    }

    public static StringBuilder append(StringBuilder out, Object object) {
        write(out, object);
        return out;
    }

    public static StringBuilder insert(StringBuilder out, int offset, Object object) {
        String text = valueOf(object);
        Cost.insert(out, text);
        return out.insert(offset, text);
    }

    public static String join(CharSequence delimiter, CharSequence[] parts) {
        return join(delimiter.toString(), "", "", Arrays.asList(parts));
    }

    public static String join(CharSequence delimiter, Iterable<?> parts) {
        return join(delimiter.toString(), "", "", parts);
    }

    public static StringJoiner add(StringJoiner joiner, CharSequence part) {
        Cost.copy(part);
        return joiner.add(part);
    }

    /** {@code Arrays.toString}. */
    public static String array(Object[] array) {
        return array == null ? "null" : valueOf(Arrays.asList(array));
    }

    /** {@code Arrays.deepToString}. */
    public static String deepArray(Object[] array) {
        if (array == null) {
            return "null";
        }
        int left = Meter.enter();
        Object[] parts = new Object[array.length];
        for (int i = 0; i < array.length; i++) {
            parts[i] = array[i] instanceof Object[] ? deepArray((Object[]) array[i]) : array[i];
            if (parts[i] != null && parts[i].getClass().isArray()) {
                parts[i] = numbers(parts[i]);
            }
        }
        Meter.exit(left);
        return array(parts);
    }

    /** {@code toString} of a record. */
    public static String record(String name, String components, Object[] values) {
        String[] names = components.isEmpty() ? new String[0] : components.split(";");
        StringBuilder out = new StringBuilder(name).append('[');
        int left = Meter.enter();
        for (int i = 0; i < values.length; i++) {
            write(out.append(i == 0 ? "" : ", ").append(names[i]).append('='), values[i]);
        }
        Meter.exit(left);
        return out.append(']').toString();
    }

    /** What is shown of an object by a JDK that was not asked to: its hash is left out. */
    static String withoutHashes(String message) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            int end = i + 1;
            while (c == '@' && end < message.length() && hexDigit(message.charAt(end))) {
                end++;
            }
            if (end > i + 1) {
                i = end - 1;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    static String join(String delimiter, String prefix, String suffix, Iterable<?> parts) {
        StringBuilder out = new StringBuilder();
        text(out, prefix);
        for (Iterator<?> it = parts.iterator(); it.hasNext(); ) {
            write(out, it.next());
            if (it.hasNext()) {
                text(out, delimiter);
            }
        }
        text(out, suffix);
        return out.toString();
    }

    private static void write(StringBuilder out, Object object) {
        if (object instanceof String) {
            text(out, (String) object);
        } else if (object instanceof Collection) {
            writeAll(out, (Collection<?>) object);
        } else if (object instanceof Map) {
            writeAll(out, (Map<?, ?>) object);
        } else if (object instanceof Map.Entry) {
            writeEntry(out, (Map.Entry<?, ?>) object);
        } else if (object instanceof Optional) {
            Optional<?> optional = (Optional<?>) object;
            text(out, optional.isPresent() ? "Optional[" : "Optional.empty");
            if (optional.isPresent()) {
                int left = Meter.enter();
                write(out, optional.get());
                Meter.exit(left);
                text(out, "]");
            }
        } else if (object instanceof Answer && ((Answer) object).value() != null) {
            write(out, ((Answer) object).value());
            text(out, " (" + ((Answer) object).confidence() + ")");
        } else {
            text(out, single(object));
        }
    }

    private static void writeAll(StringBuilder out, Collection<?> elements) {
        int left = Meter.enter();
        text(out, "[");
        for (Iterator<?> it = elements.iterator(); it.hasNext(); ) {
            Object element = it.next();
            write(out, element == elements ? "(this Collection)" : element);
            if (it.hasNext()) {
                text(out, ", ");
            }
        }
        text(out, "]");
        Meter.exit(left);
    }

    private static void writeAll(StringBuilder out, Map<?, ?> entries) {
        int left = Meter.enter();
        text(out, "{");
        for (Iterator<? extends Map.Entry<?, ?>> it = entries.entrySet().iterator();
                it.hasNext(); ) {
            Map.Entry<?, ?> entry = it.next();
            write(out, entry.getKey() == entries ? "(this Map)" : entry.getKey());
            text(out, "=");
            write(out, entry.getValue() == entries ? "(this Map)" : entry.getValue());
            if (it.hasNext()) {
                text(out, ", ");
            }
        }
        text(out, "}");
        Meter.exit(left);
    }

    private static void writeEntry(StringBuilder out, Map.Entry<?, ?> entry) {
        int left = Meter.enter();
        write(out, entry.getKey());
        text(out, "=");
        write(out, entry.getValue());
        Meter.exit(left);
    }

    private static void text(StringBuilder out, String text) {
        Meter.allocate(text.length());
        Meter.charge(1 + (text.length() >> 3));
        out.append(text);
    }

    private static String single(Object object) {
        if (object instanceof BitSet) {
            long digits = 12L * ((BitSet) object).cardinality();
            Meter.allocate(digits);
            Meter.charge(digits >> 3);
        } else if (object instanceof CharSequence) {
            Cost.copy(object);
        }
        String text = String.valueOf(object);
        if (object == null || object instanceof Number || object instanceof CharSequence) {
            return text;
        }
        String hash = "@" + Integer.toHexString(System.identityHashCode(object));
        if (!text.endsWith(hash)) {
            return text;
        }
        // A lambda's class has an address in its name.
        int lambda = text.indexOf("$$Lambda");
        return lambda >= 0 ? text.substring(0, lambda) : text.substring(0, text.lastIndexOf('@'));
    }

    private static Object numbers(Object array) {
        Cost.print(array);
        if (array instanceof int[]) {
            return Arrays.toString((int[]) array);
        }
        if (array instanceof double[]) {
            return Arrays.toString((double[]) array);
        }
        if (array instanceof long[]) {
            return Arrays.toString((long[]) array);
        }
        if (array instanceof char[]) {
            return Arrays.toString((char[]) array);
        }
        if (array instanceof boolean[]) {
            return Arrays.toString((boolean[]) array);
        }
        if (array instanceof float[]) {
            return Arrays.toString((float[]) array);
        }
        if (array instanceof byte[]) {
            return Arrays.toString((byte[]) array);
        }
        return array instanceof short[] ? Arrays.toString((short[]) array) : array;
    }

    private static boolean hexDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
