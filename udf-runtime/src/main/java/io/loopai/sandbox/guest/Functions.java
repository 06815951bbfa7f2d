package io.loopai.sandbox.guest;

import io.loopai.sandbox.meter.Meter;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

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

    public static <T> Comparator<T> reverseOrder(Comparator<T> order) {
        if (order == null) {
            @SuppressWarnings("unchecked") // as the JDK does
            Comparator<T> natural = (Comparator<T>) reverseOrder();
            return natural;
        }
        return reversed(order);
    }

    public static <T> Comparator<T> nullsFirst(Comparator<? super T> order) {
        return nulls(-1, order);
    }

    public static <T> Comparator<T> nullsLast(Comparator<? super T> order) {
        return nulls(1, order);
    }

    private static <T> Comparator<T> nulls(int first, Comparator<? super T> order) {
        Cost.object();
        return (a, b) -> {
            int left = begin();
            int result;
            if (a == null) {
                result = b == null ? 0 : first;
            } else if (b == null) {
                result = -first;
            } else {
                result = order == null ? 0 : order.compare(a, b);
            }
            Meter.exit(left);
            return result;
        };
    }

    public static <K extends Comparable<? super K>, V>
            Comparator<Map.Entry<K, V>> comparingByKey() {
        return comparing(Map.Entry::getKey);
    }

    public static <K, V> Comparator<Map.Entry<K, V>> comparingByKey(Comparator<? super K> order) {
        return comparing(Map.Entry::getKey, Objects.requireNonNull(order));
    }

    public static <K, V extends Comparable<? super V>>
            Comparator<Map.Entry<K, V>> comparingByValue() {
        return comparing(Map.Entry::getValue);
    }

    public static <K, V> Comparator<Map.Entry<K, V>> comparingByValue(Comparator<? super V> order) {
        return comparing(Map.Entry::getValue, Objects.requireNonNull(order));
    }

    /** {@code Function.identity} and that of {@code UnaryOperator}. */
    public static <T> UnaryOperator<T> identity() {
        return value -> {
            Meter.step();
            return value;
        };
    }

    public static IntUnaryOperator identityOfInt() {
        return value -> {
            Meter.step();
            return value;
        };
    }

    public static LongUnaryOperator identityOfLong() {
        return value -> {
            Meter.step();
            return value;
        };
    }

    public static DoubleUnaryOperator identityOfDouble() {
        return value -> {
            Meter.step();
            return value;
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
            Meter.step();
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
