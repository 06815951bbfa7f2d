package io.loopai.sandbox.guest;

import io.loopai.sandbox.meter.Meter;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What programs get where the JDK makes one function of others: the same, but in classes whose parts
 * the sandbox can look at, so that static fields may hold them.
 */
public final class Functions {

    private Functions() {}

    /**
     * Every call of a function that was made of others takes a step and counts as a nested call: one
     * that is made twice of another, which is made twice of a third, and so on, makes many.
     */
    private static int begin() {
        Meter.step();
        return Meter.enter();
    }

    /** The natural order, charged by what it compares. */
    public static <T extends Comparable<? super T>> Comparator<T> naturalOrder() {
        return (a, b) -> {
            Cost.deep(a);
            return a.compareTo(b);
        };
    }

    public static <T extends Comparable<? super T>> Comparator<T> reverseOrder() {
        return (a, b) -> {
            Cost.deep(a);
            return b.compareTo(a);
        };
    }

    /** What stands for {@link String#CASE_INSENSITIVE_ORDER}. */
    public static final Comparator<String> CASE_INSENSITIVE_ORDER =
            (a, b) -> {
                Cost.read(a);
                Cost.read(a);
                return a.compareToIgnoreCase(b);
            };

    public static <T, U extends Comparable<? super U>> Comparator<T> comparing(
            Function<? super T, ? extends U> key) {
        Cost.object();
        return (a, b) -> {
            int left = begin();
            U one = key.apply(a);
            Cost.deep(one);
            int result = one.compareTo(key.apply(b));
            Meter.exit(left);
            return result;
        };
    }

    public static <T, U> Comparator<T> comparing(
            Function<? super T, ? extends U> key, Comparator<? super U> order) {
        Cost.object();
        return (a, b) -> {
            int left = begin();
            int result = order.compare(key.apply(a), key.apply(b));
            Meter.exit(left);
            return result;
        };
    }

    public static <T> Comparator<T> comparingInt(ToIntFunction<? super T> key) {
        Cost.object();
        return (a, b) -> Integer.compare(key.applyAsInt(a), key.applyAsInt(b));
    }

    public static <T> Comparator<T> comparingLong(ToLongFunction<? super T> key) {
        Cost.object();
        return (a, b) -> Long.compare(key.applyAsLong(a), key.applyAsLong(b));
    }

    public static <T> Comparator<T> comparingDouble(ToDoubleFunction<? super T> key) {
        Cost.object();
        return (a, b) -> Double.compare(key.applyAsDouble(a), key.applyAsDouble(b));
    }

    public static <T> Comparator<T> reversed(Comparator<T> order) {
        Cost.object();
        return (a, b) -> {
            int left = begin();
            int result = order.compare(b, a);
            Meter.exit(left);
            return result;
        };
    }

    public static <T> Comparator<T> thenComparing(Comparator<T> order, Comparator<? super T> then) {
        Cost.object();
        return (a, b) -> {
            int left = begin();
            int result = order.compare(a, b);
            if (result == 0) {
                result = then.compare(a, b);
            }
            Meter.exit(left);
            return result;
        };
    }

    public static <T, U extends Comparable<? super U>> Comparator<T> thenComparing(
            Comparator<T> order, Function<? super T, ? extends U> key) {
        Cost.object();
        return thenComparing(order, comparing(key));
    }

    public static <T, U> Comparator<T> thenComparing(
            Comparator<T> order, Function<? super T, ? extends U> key, Comparator<? super U> then) {
        Cost.object();
        return thenComparing(order, comparing(key, then));
    }

    public static <T> Comparator<T> thenComparingInt(
            Comparator<T> order, ToIntFunction<? super T> key) {
        Cost.object();
        return thenComparing(order, comparingInt(key));
    }

    public static <T> Comparator<T> thenComparingLong(
            Comparator<T> order, ToLongFunction<? super T> key) {
        Cost.object();
        return thenComparing(order, comparingLong(key));
    }

    public static <T> Comparator<T> thenComparingDouble(
            Comparator<T> order, ToDoubleFunction<? super T> key) {
        Cost.object();
        return thenComparing(order, comparingDouble(key));
    }

    public static <T, U, V> Function<T, V> andThen(
            Function<T, U> first, Function<? super U, ? extends V> then) {
        Cost.object();
        return value -> {
            int left = begin();
            V result = then.apply(first.apply(value));
            Meter.exit(left);
            return result;
        };
    }

    public static <T, U, V> Function<V, U> compose(
            Function<T, U> then, Function<? super V, ? extends T> first) {
        Cost.object();
        return value -> {
            int left = begin();
            U result = then.apply(first.apply(value));
            Meter.exit(left);
            return result;
        };
    }

    public static <T> Predicate<T> and(Predicate<T> one, Predicate<? super T> other) {
        Cost.object();
        return value -> {
            int left = begin();
            boolean result = one.test(value) && other.test(value);
            Meter.exit(left);
            return result;
        };
    }

    public static <T> Predicate<T> or(Predicate<T> one, Predicate<? super T> other) {
        Cost.object();
        return value -> {
            int left = begin();
            boolean result = one.test(value) || other.test(value);
            Meter.exit(left);
            return result;
        };
    }

    public static <T> Predicate<T> negate(Predicate<T> predicate) {
        Cost.object();
        return value -> {
            int left = begin();
            boolean result = !predicate.test(value);
            Meter.exit(left);
            return result;
        };
    }

    public static <T> Predicate<T> isEqual(Object target) {
        Cost.object();
        return value -> {
            Cost.deep(target);
            return Objects.equals(target, value);
        };
    }

    public static <T> Predicate<T> not(Predicate<? super T> predicate) {
        Cost.object();
        return value -> {
            int left = begin();
            boolean result = !predicate.test(value);
            Meter.exit(left);
            return result;
        };
    }
}
