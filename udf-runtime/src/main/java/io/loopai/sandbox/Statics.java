package io.loopai.sandbox;

import io.loopai.program.Answer;
import io.loopai.sandbox.guest.Matcher;
import io.loopai.sandbox.guest.Pattern;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Freezes all that a program's static fields reach, once its static initialisers have run, so that
 * no call can leave anything for the next one.
 *
 * <p>Collections and maps are replaced by unmodifiable copies, in the order in which they iterate.
 * Arrays, and the program's own objects whose fields are not final, stay where they are and are
 * remembered: {@link Guards} says which writes must look them up. What is neither these nor known to
 * be immutable is refused.
 */
final class Statics {

    private static final int MOST_ELEMENTS = 2_000_000;
    private static final int DEEPEST = 100;
    private static final String GUESTS = Pattern.class.getPackageName() + ".";

    /** Of a few objects the right one is found sooner by comparing than by hashing. */
    private static final int FEW = 6;

    private final ClassLoader loader;
    private final Map<Object, String> shared = new IdentityHashMap<>();
    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Found> open = new ArrayDeque<>();
    private final Set<Integer> stores = new HashSet<>();
    private final Set<String> owners = new HashSet<>();
    private long elements;

    /** An array or object whose parts are still to be looked at, and the static field above it. */
    private record Found(Object holder, String field) {}

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message, null, false, false);
        }
    }

    private Statics(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Freezes the static fields of initialised classes.
     *
     * @param main the class whose fields are named without it
     */
    static Statics freeze(Collection<Class<?>> classes, Class<?> main)
            throws ProgramRejectedException {
        Statics statics = new Statics(main.getClassLoader());
        List<Problem> problems = new ArrayList<>();
        for (Class<?> type : classes) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        || field.isSynthetic()
                        || field.getType().isPrimitive()) {
                    continue;
                }
                String name = type == main ? field.getName() : shown(type) + "." + field.getName();
                try {
                    statics.freeze(field, null, name);
                    while (!statics.open.isEmpty()) {
                        statics.freezeParts(statics.open.pop());
                    }
                } catch (Refusal refusal) {
                    problems.add(new Problem(Layer.LOAD, 0, 0, refusal.getMessage()));
                    statics.open.clear();
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ProgramRejectedException(problems);
        }
        return statics;
    }

    /** The writes that could change what the fields hold. */
    Guards guards() {
        return new Guards(stores, owners);
    }

    /** Tells which static field holds an array or object that must not change; null for others. */
    Function<Object, String> fieldOf() {
        if (shared.size() > FEW) {
            return shared::get;
        }
        Object[] objects = shared.keySet().toArray();
        return target -> {
            for (Object object : objects) {
                if (object == target) {
                    return shared.get(object);
                }
            }
            return null;
        };
    }

    private void freeze(Field field, Object holder, String name) {
        Object value = get(field, holder);
        Object frozen = frozen(value, name, 0);
        if (frozen == value) {
            return;
        }
        String where =
                holder == null
                        ? "the static field " + name
                        : "the static field "
                                + name
                                + " holds an object whose field "
                                + shown(field.getDeclaringClass())
                                + "."
                                + field.getName();
        if (field.getDeclaringClass().isHidden()) {
            throw new Refusal(
                    "the static field "
                            + name
                            + " holds a lambda with an object of the class "
                            + value.getClass().getSimpleName()
                            + " in it, which calls could change: let the lambda use a static field"
                            + " instead");
        }
        if (!field.getType().isInstance(frozen)) {
            throw new Refusal(
                    where
                            + " is declared as "
                            + field.getType().getSimpleName()
                            + ", which cannot be frozen after the static initialiser: declare it as "
                            + interfaceOf(frozen));
        }
        if (field.getDeclaringClass().isInterface()) {
            throw new Refusal(
                    where
                            + " is in an interface, where it cannot be frozen after the static"
                            + " initialiser: move it into a class");
        }
        set(field, holder, frozen);
    }

    private void freezeParts(Found found) {
        Object holder = found.holder();
        if (holder instanceof Object[]) {
            freezeElements((Object[]) holder, found.field());
            return;
        }
        for (Class<?> type = holder.getClass();
                type != null && type.getClassLoader() == loader;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers)) {
                    continue;
                }
                // The instrumenter takes the word final from records' fields.
                if (!Modifier.isFinal(modifiers) && !type.isRecord()) {
                    owners.add(Type.getInternalName(type));
                    shared.put(holder, found.field());
                }
                if (!field.getType().isPrimitive()) {
                    freeze(field, holder, found.field());
                }
            }
        }
    }

    private void freezeElements(Object[] array, String name) {
        for (int i = 0; i < array.length; i++) {
            Object frozen = frozen(array[i], name, 0);
            if (frozen != array[i]) {
                if (!array.getClass().getComponentType().isInstance(frozen)) {
                    throw new Refusal(
                            "the static field "
                                    + name
                                    + " holds an array of "
                                    + array.getClass().getComponentType().getSimpleName()
                                    + ", which cannot be frozen after the static initialiser: make"
                                    + " it an array of "
                                    + interfaceOf(frozen));
                }
                array[i] = frozen;
            }
        }
    }

    /** The value itself or, for a collection, what to put in its place. */
    private Object frozen(Object value, String name, int depth) {
        if (value == null || isImmutable(value)) {
            return value;
        }
        Object known = copies.get(value);
        if (known != null) {
            return known;
        }
        if (depth > DEEPEST) {
            throw new Refusal(
                    "the static field "
                            + name
                            + " holds collections that are nested more than "
                            + DEEPEST
                            + " deep: make it flat");
        }
        if (value instanceof Collection) {
            count(((Collection<?>) value).size(), name);
            return remember(value, copy((Collection<?>) value, name, depth + 1));
        }
        if (value instanceof Map) {
            count(((Map<?, ?>) value).size(), name);
            return remember(value, copy((Map<?, ?>) value, name, depth + 1));
        }
        if (value instanceof Map.Entry) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
            return remember(
                    value,
                    new AbstractMap.SimpleImmutableEntry<>(
                            frozen(entry.getKey(), name, depth + 1),
                            frozen(entry.getValue(), name, depth + 1)));
        }
        if (value instanceof Optional) {
            return remember(
                    value, ((Optional<?>) value).map(inner -> frozen(inner, name, depth + 1)));
        }
        if (value.getClass().isArray()) {
            shared.put(value, name);
            stores.add(store(value.getClass().getComponentType()));
            count(Array.getLength(value), name);
            if (value instanceof Object[] && seen.add(value)) {
                open.push(new Found(value, name));
            }
            return value;
        }
        if (value.getClass().getClassLoader() == loader && !(isGuest(value))) {
            if (seen.add(value)) {
                count(1, name);
                open.push(new Found(value, name));
            }
            return value;
        }
        throw new Refusal(
                "the static field "
                        + name
                        + " holds "
                        + (value.getClass().isHidden()
                                ? "a function made by the JDK, whose parts cannot be checked: write"
                                        + " it as a lambda, or make it in the method that uses it"
                                : "an object of the class "
                                        + shown(value.getClass())
                                        + ", which calls could change: make it in the method that"
                                        + " uses it"));
    }

    private Object remember(Object value, Object copy) {
        copies.put(value, copy);
        copies.put(copy, copy);
        return copy;
    }

    private Object copy(Collection<?> values, String name, int depth) {
        if (values instanceof SortedSet) {
            SortedSet<?> sorted = (SortedSet<?>) values;
            requireSame(sorted.comparator(), name, depth);
            NavigableSet<?> copy = new TreeSet<>(sorted);
            copy.forEach(value -> requireSame(value, name, depth));
            return Collections.unmodifiableNavigableSet(copy);
        }
        Collection<Object> copy =
                values instanceof Set ? new LinkedHashSet<>() : new ArrayList<>(values.size());
        boolean same =
                values.getClass().getName().startsWith("java.util.ImmutableCollections$List");
        for (Object value : values) {
            Object frozen = frozen(value, name, depth);
            same &= frozen == value;
            copy.add(frozen);
        }
        if (same) {
            return values;
        }
        return copy instanceof Set
                ? Collections.unmodifiableSet((Set<?>) copy)
                : Collections.unmodifiableList((List<?>) copy);
    }

    private Object copy(Map<?, ?> map, String name, int depth) {
        if (map instanceof SortedMap) {
            SortedMap<?, ?> sorted = (SortedMap<?, ?>) map;
            requireSame(sorted.comparator(), name, depth);
            TreeMap<Object, Object> copy = sortedCopy(sorted);
            for (Map.Entry<Object, Object> entry : copy.entrySet()) {
                requireSame(entry.getKey(), name, depth);
                entry.setValue(frozen(entry.getValue(), name, depth));
            }
            return Collections.unmodifiableNavigableMap(copy);
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(frozen(entry.getKey(), name, depth), frozen(entry.getValue(), name, depth));
        }
        return Collections.unmodifiableMap(copy);
    }

    /** A copy of the entries in their order, which compares none of them. */
    @SuppressWarnings("unchecked") // nothing but entries of the map itself is put back
    private static TreeMap<Object, Object> sortedCopy(SortedMap<?, ?> map) {
        return new TreeMap<>((SortedMap<Object, Object>) map);
    }

    private void requireSame(Object value, String name, int depth) {
        if (frozen(value, name, depth) != value) {
            throw new Refusal(
                    "the static field "
                            + name
                            + " holds a sorted collection of "
                            + value.getClass().getSimpleName()
                            + ", which calls could change: sort texts or numbers");
        }
    }

    private void count(long more, String name) {
        elements += more;
        if (elements > MOST_ELEMENTS) {
            throw new Refusal(
                    "the static field "
                            + name
                            + " brings what static fields hold to more than "
                            + MOST_ELEMENTS
                            + " elements: keep less");
        }
    }

    private boolean isImmutable(Object value) {
        Class<?> type = value.getClass();
        String name = type.getName();
        if (value instanceof Answer) {
            return !(((Answer) value).value() instanceof Map);
        }
        return value instanceof String
                || (value instanceof Number || value instanceof Enum)
                        && type.getClassLoader() == null
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Character.Subset
                || value instanceof Charset
                || value instanceof Locale
                || name.startsWith("java.util.Optional") && !(value instanceof Optional)
                || Allowlist.get().isConstant(name)
                || isGuest(value) && !name.equals(Matcher.class.getName())
                || type.getClassLoader() == null && isStateless(type);
    }

    private boolean isGuest(Object value) {
        return value.getClass().getName().startsWith(GUESTS) && !value.getClass().isHidden();
    }

    /** Such as {@code Comparator.naturalOrder()} and {@code Function.identity()}. */
    private static boolean isStateless(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    return false;
                }
            }
        }
        return !type.isArray();
    }

    private static String interfaceOf(Object frozen) {
        if (frozen instanceof SortedMap) {
            return "NavigableMap";
        }
        if (frozen instanceof SortedSet) {
            return "NavigableSet";
        }
        if (frozen instanceof Map.Entry) {
            return "Map.Entry";
        }
        return frozen instanceof Map ? "Map" : frozen instanceof Set ? "Set" : "List";
    }

    private static int store(Class<?> component) {
        return Type.getType(component).getOpcode(Opcodes.IASTORE);
    }

    private static String shown(Class<?> type) {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    private static Object get(Field field, Object holder) {
        try {
            field.setAccessible(true);
            return field.get(holder);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    private static void set(Field field, Object holder, Object value) {
        try {
            field.set(holder, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot replace " + field, e);
        }
    }
}
