package io.loopai.sandbox.guest;

import io.loopai.program.Answer;
import io.loopai.program.text.PhraseSet;
import io.loopai.program.text.Regex;
import io.loopai.sandbox.meter.Meter;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

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

    /** A text of fewer characters is handled in the time that a call is paid for. */
    private static final int SHORT = 128;

    /** Steps that a call has not been paid for yet. */
    private static final int MANY = 32;

    /** Characters of "null", and the most of a number. */
    private static final int NULL_LENGTH = 4;

    private static final int NUMBER_LENGTH = 26;

    private static final int FEATURE_BYTES = 56;

    /** Of a number of a model, while it is unpacked and in the model. */
    private static final long PACKED_BYTES = 8;

    private static final int FEATURE_STEPS = 16;

    private Cost() {}

    /** Looks at all of it once. */
    public static void read(Object operand) {
        Meter.charge(steps(operand));
    }

    /** The same. */
    public static void read(String text) {
        if (text != null && text.length() >= SHORT) {
            Meter.charge(text.length() >> 3);
        }
    }

    /** Makes something as large. */
    public static void copy(Object operand) {
        Meter.allocate(bytes(operand));
        Meter.charge(steps(operand));
    }

    /** The same. */
    public static void copy(String text) {
        if (text != null) {
            copied(text.length());
        }
    }

    /** The same. */
    public static void copy(StringBuilder text) {
        if (text != null) {
            copied(text.length());
        }
    }

    private static void copied(int length) {
        if (length < SHORT) {
            Meter.allocateLittle(ELEMENT_BYTES + Character.BYTES * length);
        } else {
            Meter.allocate(ELEMENT_BYTES + (long) Character.BYTES * length);
            Meter.charge(length >> 3);
        }
    }

    /** Makes a text of both: the result would tell too late. */
    public static void joined(Object one, Object other) {
        if (one instanceof String && other instanceof String) {
            joined((String) one, (String) other);
        }
    }

    /** The same. */
    public static void joined(String one, String other) {
        if (one != null && other != null) {
            copied((int) Math.min((long) one.length() + other.length(), Integer.MAX_VALUE));
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

    /** Sets or looks for bits up to an index. */
    public static void bits(Object bits, int index) {
        bit(bits, index);
        Meter.charge(Math.max(0, index) >> 6);
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
        if (list instanceof List && !(list instanceof RandomAccess)) {
            Meter.charge(((List<?>) list).size());
        }
    }

    /** Compiles a pattern; repeats make it longer than it looks. */
    public static void compile(Object regex) {
        if (regex instanceof String) {
            Meter.charge(1_000L * ((String) regex).length());
        }
    }

    /** Searches with a pattern that is compiled for this one call. */
    public static void matches(Object text, Object regex) {
        compile(regex);
        search(text, regex);
    }

    /** Makes an automaton of phrases. */
    public static void build(Object phrases) {
        long length = 0;
        if (phrases instanceof Object[]) {
            for (Object phrase : (Object[]) phrases) {
                length += 1 + length(phrase);
            }
        } else if (phrases instanceof Map) {
            for (Object phrase : ((Map<?, ?>) phrases).keySet()) {
                length += 1 + length(phrase);
            }
        }
        automaton(length);
    }

    /** Makes another automaton of the same phrases. */
    public static void rebuild(Object phrases) {
        if (phrases instanceof PhraseSet) {
            // Phrases are words, and words are short.
            automaton(32L * ((PhraseSet) phrases).size());
        }
    }

    private static void automaton(long characters) {
        Meter.allocate(64 * characters);
        Meter.charge(16 * characters);
    }

    private static long length(Object text) {
        return text instanceof String ? ((String) text).length() : 0;
    }

    /** Makes or goes through a table of an enum's values, of which a source has room for few. */
    public static void enums() {
        Meter.allocate(16 << 10);
        Meter.charge(256);
    }

    /** The same, made of one. */
    public static void enums(Object first) {
        enums();
    }

    private static void parts(Object texts) {
        if (texts instanceof Object[]) {
            for (Object text : (Object[]) texts) {
                copy(text);
                copy(text);
            }
        }
    }

    /** Unpacks that many numbers from texts, which may be far shorter. */
    public static void model(int count, Object texts) {
        parts(texts);
        table();
        if (count > 0) {
            Meter.allocate(PACKED_BYTES * count);
            Meter.charge(count);
        }
    }

    /** Makes the tables that a model looks its features up in. */
    public static void table() {
        Meter.allocate(64 << 10);
        unseen();
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
        Meter.allocateLittle(2 * ELEMENT_BYTES);
    }

    /** Hashes what becomes a key of a set or map, and keeps it. */
    public static void keep(Object container, Object key) {
        Meter.allocateLittle(4 * ELEMENT_BYTES);
        look(container, key);
    }

    /** Hashes a key, and compares it with those that have the same hash. */
    public static void look(Object container, Object key) {
        if (key instanceof String) {
            int steps = ((String) key).length() >> 3;
            if (steps > 1) { // most keys are short
                Meter.charge(isSorted(container) ? 8 * steps : steps);
            }
        } else if (isNested(key)) {
            // Lists are not Comparable, so many with one hash are compared one by one.
            Meter.charge(weight(key) * (1 + (steps(container) >> 4)));
        }
    }

    private static boolean isSorted(Object container) {
        return container instanceof SortedMap || container instanceof SortedSet;
    }

    /** Goes through it and through all that is in it, as equals does. */
    public static void deep(Object operand) {
        if (operand instanceof String) {
            Meter.charge(((String) operand).length() >> 3);
        } else if (isNested(operand) || operand instanceof Object[]) {
            weight(operand);
        }
    }

    /** Takes all of them into a set or map, which hashes or compares each. */
    public static void admit(Object operand) {
        Meter.allocate(3 * bytes(operand));
        if (operand instanceof Collection) {
            for (Object element : (Collection<?>) operand) {
                Meter.charge(1);
                look(operand, element);
            }
        } else if (operand instanceof Map) {
            for (Object key : ((Map<?, ?>) operand).keySet()) {
                Meter.charge(1);
                look(operand, key);
            }
        }
    }

    /** Adds all of the one to the other, which may be a set. */
    public static void fill(Object collection, Object added) {
        if (collection instanceof Set) {
            admit(added);
        } else {
            copy(added);
        }
    }

    /** Looks for a key, and compares its value. */
    public static void exchange(Object map, Object key, Object value) {
        look(map, key);
        deep(value);
    }

    /** Sorts it. */
    public static void sort(Object operand) {
        Shared.change(operand);
        Meter.allocate(bytes(operand) / 2);
        if (operand instanceof Collection) {
            for (Object element : (Collection<?>) operand) {
                sorted(element);
            }
        } else if (operand instanceof Object[]) {
            for (Object element : (Object[]) operand) {
                sorted(element);
            }
        } else {
            Meter.charge(16 * steps(operand));
        }
    }

    /** One of those that are sorted: it is compared some twenty times. */
    static void sorted(Object element) {
        long length = element instanceof String ? ((String) element).length() : 0;
        Meter.charge(16 + (length >> 1));
    }

    /** Writes all of an array. */
    public static void write(Object array) {
        Shared.change(array);
        read(array);
    }

    /** Writes that many elements of an array. */
    public static void write(Object array, int count) {
        Shared.change(array);
        count(count);
    }

    /** Copies a collection into an array, or into a new one when it is too short. */
    public static void into(Object collection, Object array) {
        Shared.change(array);
        copy(collection);
    }

    /** Copies characters into an array. */
    public static void into(Object text, int from, int to, Object array) {
        Shared.change(array);
        count(to - from);
    }

    /** Copies an array into one of that length. */
    public static void resize(Object array, int length) {
        if (length > 0) {
            Meter.allocate(8L * length);
            count(length);
        }
    }

    /** Copies a part of an array, or more than there is of it. */
    public static void part(Object array, int from, int to) {
        resize(array, (int) Math.min((long) to - from, Integer.MAX_VALUE));
    }

    /** Writes the numbers of an array as text. */
    public static void print(Object array) {
        boolean real = array instanceof double[] || array instanceof float[];
        long length = numbers(array) * (real ? 26 : array instanceof long[] ? 22 : 13);
        Meter.allocate(3 * length); // a builder doubles, and then becomes a text
        Meter.charge(length >> 3);
    }

    /** Appends a text to a builder. */
    public static void append(Object out, Object text) {
        room(out, characters(text));
        read(text);
    }

    /** The same. */
    public static void append(StringBuilder out, String text) {
        int length = text == null ? NULL_LENGTH : text.length();
        room(out, length);
        if (length >= SHORT) {
            Meter.charge(length >> 3);
        }
    }

    /** Appends a part of a text. */
    public static void append(Object out, int from, int to) {
        room(out, Math.max(0, (long) to - from));
        count(Math.max(0, to - from));
    }

    /** Appends one character. */
    public static void character(Object out) {
        room(out, 1);
    }

    /** Appends a number. */
    public static void number(Object out) {
        room(out, NUMBER_LENGTH);
    }

    /** A builder that is full moves to another array, which is twice as long. */
    private static void room(Object out, long added) {
        if (out instanceof StringBuilder) {
            StringBuilder builder = (StringBuilder) out;
            long length = builder.length() + added;
            if (length > builder.capacity()) {
                Meter.allocate(Character.BYTES * Math.max(length, 2L * builder.capacity()));
            }
        }
    }

    private static long characters(Object text) {
        if (text == null) {
            return NULL_LENGTH;
        }
        return text instanceof CharSequence ? ((CharSequence) text).length() : numbers(text);
    }

    /** Puts a text into the middle of another. */
    public static void insert(Object out, Object inserted) {
        append(out, inserted);
        read(out);
    }

    /**
     * Normalises a text, of which one character can become eighteen; marks that follow each other are
     * sorted one by one.
     */
    public static void normalize(Object operand) {
        if (operand instanceof CharSequence) {
            CharSequence text = (CharSequence) operand;
            Meter.allocate(18L * text.length());
            Meter.charge(text.length());
            long marks = 0;
            for (int i = 0; i < text.length(); i++) {
                boolean mark =
                        text.charAt(i) >= 0x300 && !Character.isLetterOrDigit(text.charAt(i));
                marks = mark ? marks + 1 : 0;
                Meter.charge(marks >> 2);
            }
        }
    }

    /** Makes an exception of another one, whose text it takes over. */
    public static void cause(Object thrown) {
        if (thrown instanceof Throwable) {
            copy(((Throwable) thrown).getMessage());
        }
    }

    /** Cuts a text into pieces, the shortest of which take two characters of it. */
    public static void pieces(Object text) {
        if (text instanceof CharSequence) {
            Meter.allocate(24L * ((CharSequence) text).length());
            Meter.charge(((CharSequence) text).length() >> 3);
        }
    }

    /** Puts an answer into another, which copies its fields. */
    public static void nest(Object name, Object answer) {
        keep(null, name);
        if (answer instanceof Answer && ((Answer) answer).value() instanceof Map) {
            int fields = ((Map<?, ?>) ((Answer) answer).value()).size();
            Meter.allocate(4L * ELEMENT_BYTES * fields);
            Meter.charge(fields);
        }
    }

    /** Cuts a text where a pattern matches, or cuts the matches out. */
    public static void cut(Object regex, Object text) {
        regex(regex, text);
        pieces(text);
    }

    /** The same with a pattern that is compiled for this one call. */
    public static void recut(Object text, Object regex) {
        matches(text, regex);
        pieces(text);
    }

    /** Replaces what a pattern finds, where the text may grow 32 times. */
    public static void rewrite(Object first, Object second, Object replacement) {
        Object text = first instanceof Regex ? second : first;
        if (first instanceof Regex) {
            regex(first, text);
        } else {
            matches(first, second);
        }
        if (text instanceof String && replacement instanceof String) {
            long longer = ((String) replacement).length();
            long length = ((String) text).length() + 1L;
            long most = Math.min(length * (longer + 2), 33 * (length + longer));
            Meter.allocate(Character.BYTES * most);
            Meter.charge(most >> 3);
        }
    }

    /** What takes as long as the largest list allows, and cannot be seen from outside. */
    public static void unseen() {
        Meter.charge(4_096);
    }

    /** Writes a text that many times. */
    public static void times(Object text, int count) {
        if (text instanceof String && count > 0) {
            long length = (long) ((String) text).length() * count;
            Meter.allocate(Character.BYTES * length);
            Meter.charge(length >> 3);
        }
    }

    /** Looks for an element. */
    public static void scan(Object collection, Object element) {
        if (collection instanceof Set) {
            look(collection, element);
        } else if (element instanceof String) {
            Meter.charge(steps(collection) * (1 + (((String) element).length() >> 6)));
        } else {
            Meter.charge(steps(collection) * (isNested(element) ? weight(element) : 1));
        }
    }

    /** Looks for every element of the one in the other. */
    public static void product(Object one, Object other) {
        long all = weight(other instanceof Set ? one : other);
        Meter.charge(other instanceof Set ? 0 : steps(one) * all);
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
            searched(text.length(), part.length());
        }
    }

    /** The same. */
    public static void search(String text, String part) {
        if (text != null && part != null) {
            searched(text.length(), part.length());
        }
    }

    private static void searched(long text, long part) {
        long steps = (text >> 3) + (text * part >> 6);
        if (steps >= MANY) {
            Meter.charge(steps);
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
        Meter.allocate(Character.BYTES * most);
        Meter.charge(most >> 3);
    }

    /** Counts from one number to another. */
    public static void range(int from, int to) {
        if (to > from) {
            // A stream may have to hold them all before it hands on the first.
            Meter.allocate(16 * ((long) to - from));
            Meter.charge(((long) to - from) >> 3);
        }
    }

    private static boolean isNested(Object operand) {
        return operand instanceof Collection
                || operand instanceof Map
                || operand instanceof Map.Entry
                || operand instanceof Optional;
    }

    /**
     * The elements and characters of something and of all in it, which are charged on the way: lists
     * put twice into others can unfold to more than anybody could count.
     */
    private static long weight(Object operand) {
        if (operand instanceof String) {
            long steps = 1 + (((String) operand).length() >> 3);
            Meter.charge(steps);
            return steps;
        }
        if (!isNested(operand) && !(operand instanceof Object[])) {
            long steps = 1 + steps(operand);
            Meter.charge(steps);
            return steps;
        }
        Meter.charge(1);
        int left = Meter.enter();
        long weight = 1;
        if (operand instanceof Collection) {
            for (Object element : (Collection<?>) operand) {
                weight += weight(element);
            }
        } else if (operand instanceof Map) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) operand).entrySet()) {
                weight += weight(entry.getKey()) + weight(entry.getValue());
            }
        } else if (operand instanceof Map.Entry) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) operand;
            weight += weight(entry.getKey()) + weight(entry.getValue());
        } else if (operand instanceof Optional) {
            weight += weight(((Optional<?>) operand).orElse(null));
        } else {
            for (Object element : (Object[]) operand) {
                weight += weight(element);
            }
        }
        Meter.exit(left);
        return weight;
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
            return ELEMENT_BYTES + (long) Character.BYTES * ((CharSequence) operand).length();
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
