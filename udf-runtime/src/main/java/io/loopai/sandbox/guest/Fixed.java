package io.loopai.sandbox.guest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What programs get for {@code Set.of}, {@code Map.of} and their like, whose order the JDK salts anew
 * in every process: these keep the order in which they are given.
 */
public final class Fixed {

    private Fixed() {}

    /** {@code Set.of} with any number of elements. */
    public static Set<Object> set(Object[] elements) {
        Set<Object> set = new LinkedHashSet<>();
        for (Object element : elements) {
            Cost.keep(set, Objects.requireNonNull(element));
            if (!set.add(element)) {
                throw new IllegalArgumentException("duplicate element: " + Texts.valueOf(element));
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /** {@code Map.of} with keys and values in turn. */
    public static Map<Object, Object> map(Object[] keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            put(map, keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** {@code Map.ofEntries}. */
    public static Map<Object, Object> entries(Map.Entry<?, ?>[] entries) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries) {
            put(map, entry.getKey(), entry.getValue());
        }
        return Collections.unmodifiableMap(map);
    }

    public static Set<Object> copyOf(Collection<?> elements) {
        Set<Object> set = new LinkedHashSet<>();
        for (Object element : elements) {
            Cost.keep(set, Objects.requireNonNull(element));
            set.add(element);
        }
        return Collections.unmodifiableSet(set);
    }

    public static Map<Object, Object> copyOf(Map<?, ?> entries) {
        Map<Object, Object> map = new LinkedHashMap<>();
        entries.forEach((key, value) -> put(map, key, value));
        return Collections.unmodifiableMap(map);
    }

    /** {@code Arrays.asList}, which cannot be written to when the array cannot. */
    /** A part of a part is a copy: behind a long chain of them every change would take long. */
    public static <T> List<T> subList(List<T> list, int from, int to) {
        List<T> part = list.subList(from, to);
        Cost.object();
        if (!list.getClass().getName().endsWith("SubList")) {
            return part;
        }
        Cost.copy(part);
        return new ArrayList<>(part);
    }

    public static List<Object> list(Object[] array) {
        List<Object> list = Arrays.asList(array);
        return Shared.isShared(array) ? Collections.unmodifiableList(list) : list;
    }

    private static void put(Map<Object, Object> map, Object key, Object value) {
        Cost.keep(map, Objects.requireNonNull(key));
        if (map.putIfAbsent(key, Objects.requireNonNull(value)) != null) {
            throw new IllegalArgumentException("duplicate key: " + Texts.valueOf(key));
        }
    }
}
