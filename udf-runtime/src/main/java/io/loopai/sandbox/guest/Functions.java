package io.loopai.sandbox.guest;

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

    public static <T, U extends Comparable<? super U>> Comparator<T> comparing(
            Function<? super T, ? extends U> key) {
        Cost.object();
        return (a, b) -> key.apply(a).compareTo(key.apply(b));
    }

    public static <T, U> Comparator<T> comparing(
            Function<? super T, ? extends U> key, Comparator<? super U> order) {
        Cost.object();
        return (a, b) -> order.compare(key.apply(a), key.apply(b));
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
        return (a, b) -> order.compare(b, a);
    }

    public static <T> Comparator<T> thenComparing(Comparator<T> order, Comparator<? super T> then) {
        Cost.object();
        return (a, b) -> {
            int result = order.compare(a, b);
            return result != 0 ? result : then.compare(a, b);
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
        return value -> then.apply(first.apply(value));
    }

    public static <T, U, V> Function<V, U> compose(
            Function<T, U> then, Function<? super V, ? extends T> first) {
        Cost.object();
        return value -> then.apply(first.apply(value));
    }

    public static <T> Predicate<T> and(Predicate<T> one, Predicate<? super T> other) {
        Cost.object();
        return value -> one.test(value) && other.test(value);
    }

    public static <T> Predicate<T> or(Predicate<T> one, Predicate<? super T> other) {
        Cost.object();
        return value -> one.test(value) || other.test(value);
    }

    public static <T> Predicate<T> negate(Predicate<T> predicate) {
        Cost.object();
        return value -> !predicate.test(value);
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
        return value -> !predicate.test(value);
    }
}
