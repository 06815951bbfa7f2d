package io.loopai.sandbox.guest;

import io.loopai.program.Answer;
import io.loopai.sandbox.meter.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What programs get where the JDK turns an object into text: the same text, charged piece by piece
 * before it grows, and without the identity hashes that differ from machine to machine.
 */
public final class Texts {

    /** Of the JDK's own making: {@code Name@1f2e3d} and {@code Name$$Lambda$14/0x00007f…}. */
    private static final java.util.regex.Pattern HASH =
            java.util.regex.Pattern.compile("@[0-9a-f]+");

    private static final java.util.regex.Pattern LAMBDA =
            java.util.regex.Pattern.compile("(\\$\\$Lambda)(\\$[0-9]+)?/0x[0-9a-f]+");

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

    /** The text of an exception, in which the JDK may name objects by their addresses. */
    public static String getMessage(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return null;
        }
        Cost.copy(message);
        Meter.charge(4L * message.length()); // searched twice
        return thrown instanceof ClassCastException
                        || thrown instanceof IllegalStateException
                        || thrown instanceof AssertionError
                ? stable(message)
                : message;
    }

    /** The same as the JVM words it, for those who run the program. */
    public static String told(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? null : stable(message);
    }

    /** {@code toString} of an exception. */
    public static String describe(Throwable thrown) {
        String message = getMessage(thrown);
        String name = thrown.getClass().getName();
        return message == null ? name : name + ": " + stable(message);
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
        int before = joiner.length();
        joiner.add(part);
        // With the delimiter, which may be longer than the part.
        Cost.object();
        charge(joiner.length() - before);
        return joiner;
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

    /**
     * {@code toString} of a record.
     *
     * @param components their names, with semicolons between them
     */
    public static String record(String name, String components, Object[] values) {
        StringBuilder out = new StringBuilder(name).append('[');
        int left = Meter.enter();
        int from = 0;
        for (int i = 0; i < values.length; i++) {
            int end = components.indexOf(';', from);
            out.append(i == 0 ? "" : ", ");
            out.append(components, from, end < 0 ? components.length() : end).append('=');
            write(out, values[i]);
            from = end + 1;
        }
        Meter.exit(left);
        return out.append(']').toString();
    }

    /**
     * Without what differs from run to run: hashes in the names of objects that have no text of their
     * own, the names of lambdas, and where classes were loaded.
     */
    private static String stable(String message) {
        String text = message;
        int loaders = message.indexOf(" cannot be cast to ");
        if (loaders >= 0 && message.endsWith("')")) {
            int details = message.indexOf(" (", loaders);
            text = details < 0 ? message : message.substring(0, details);
        }
        return HASH.matcher(LAMBDA.matcher(text).replaceAll("$1")).replaceAll("");
    }

    static String join(String delimiter, String prefix, String suffix, Iterable<?> parts) {
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            String text = valueOf(part);
            Cost.object();
            charge(text.length() + delimiter.length());
            texts.add(text);
        }
        // Of the right size at once, where a builder would double its own.
        String joined = String.join(delimiter, texts);
        if (prefix.isEmpty() && suffix.isEmpty()) {
            return joined;
        }
        charge(prefix.length() + joined.length() + suffix.length());
        return prefix + joined + suffix;
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
        } else if (object instanceof Throwable) {
            text(out, describe((Throwable) object));
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
        Meter.step();
        Cost.append(out, text);
        out.append(text);
    }

    private static void charge(int length) {
        Meter.allocate((long) Character.BYTES * length);
        Meter.charge(1 + (length >> 3));
    }

    private static String single(Object object) {
        if (object instanceof BitSet) {
            long digits = 12L * ((BitSet) object).cardinality();
            Meter.allocate(digits);
            Meter.charge(digits >> 3);
        } else if (object instanceof CharSequence) {
            Cost.copy(object);
        }
        String text = summary(object);
        if (text == null) {
            text = String.valueOf(object);
        }
        if (text.indexOf('@') < 0
                || object instanceof Character
                || object instanceof CharSequence) {
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

    /** What the JDK writes in the machine's locale. */
    private static String summary(Object object) {
        if (object instanceof IntSummaryStatistics) {
            IntSummaryStatistics all = (IntSummaryStatistics) object;
            return String.format(
                    Locale.ROOT,
                    "IntSummaryStatistics{count=%d, sum=%d, min=%d, average=%f, max=%d}",
                    all.getCount(),
                    all.getSum(),
                    all.getMin(),
                    all.getAverage(),
                    all.getMax());
        }
        if (object instanceof LongSummaryStatistics) {
            LongSummaryStatistics all = (LongSummaryStatistics) object;
            return String.format(
                    Locale.ROOT,
                    "LongSummaryStatistics{count=%d, sum=%d, min=%d, average=%f, max=%d}",
                    all.getCount(),
                    all.getSum(),
                    all.getMin(),
                    all.getAverage(),
                    all.getMax());
        }
        if (object instanceof DoubleSummaryStatistics) {
            DoubleSummaryStatistics all = (DoubleSummaryStatistics) object;
            return String.format(
                    Locale.ROOT,
                    "DoubleSummaryStatistics{count=%d, sum=%f, min=%f, average=%f, max=%f}",
                    all.getCount(),
                    all.getSum(),
                    all.getMin(),
                    all.getAverage(),
                    all.getMax());
        }
        return null;
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
}
