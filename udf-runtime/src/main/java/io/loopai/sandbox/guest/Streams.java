package io.loopai.sandbox.guest;

import io.loopai.sandbox.meter.Meter;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What programs get for the ends of streams and for collectors: every element is charged before it is
 * kept, since nothing tells beforehand how many there will be, and sets and maps keep the order in
 * which they were filled.
 */
public final class Streams {

    private Streams() {}

    public static <T> List<T> toList(Stream<T> stream) {
        return stream.peek(Streams::kept).toList();
    }

    public static Object[] toArray(Stream<?> stream) {
        return stream.peek(Streams::kept).toArray();
    }

    public static <A> Object[] toArray(Stream<?> stream, IntFunction<A[]> generator) {
        return stream.peek(Streams::kept).toArray(fresh(generator));
    }

    public static <A> Object[] toArray(Collection<?> collection, IntFunction<A[]> generator) {
        Cost.copy(collection);
        return collection.toArray(fresh(generator));
    }

    public static <T, A, R> Object collect(Stream<T> stream, Collector<? super T, A, R> collector) {
        return stream.peek(Streams::kept).collect(collector);
    }

    public static <T, R> Object collect(
            Stream<T> stream,
            Supplier<R> supplier,
            BiConsumer<R, ? super T> accumulator,
            BiConsumer<R, R> combiner) {
        return stream.peek(Streams::kept).collect(supplier, accumulator, combiner);
    }

    /** Of the operations that call nothing of the program's, many on one stream would cost nothing. */
    public static <T> Stream<T> limit(Stream<T> stream, long size) {
        return stream.peek(element -> Meter.step()).limit(size);
    }

    public static <T> Stream<T> skip(Stream<T> stream, long size) {
        return stream.peek(element -> Meter.step()).skip(size);
    }

    public static IntStream limit(IntStream stream, long size) {
        return stream.peek(element -> Meter.step()).limit(size);
    }

    public static IntStream skip(IntStream stream, long size) {
        return stream.peek(element -> Meter.step()).skip(size);
    }

    public static Stream<Integer> boxed(IntStream stream) {
        return stream.peek(element -> Meter.step()).boxed();
    }

    public static LongStream limit(LongStream stream, long size) {
        return stream.peek(element -> Meter.step()).limit(size);
    }

    public static LongStream skip(LongStream stream, long size) {
        return stream.peek(element -> Meter.step()).skip(size);
    }

    public static Stream<Long> boxed(LongStream stream) {
        return stream.peek(element -> Meter.step()).boxed();
    }

    public static DoubleStream limit(DoubleStream stream, long size) {
        return stream.peek(element -> Meter.step()).limit(size);
    }

    public static DoubleStream skip(DoubleStream stream, long size) {
        return stream.peek(element -> Meter.step()).skip(size);
    }

    public static Stream<Double> boxed(DoubleStream stream) {
        return stream.peek(element -> Meter.step()).boxed();
    }

    public static LongStream asLongStream(IntStream stream) {
        return stream.peek(element -> Meter.step()).asLongStream();
    }

    public static DoubleStream asDoubleStream(IntStream stream) {
        return stream.peek(element -> Meter.step()).asDoubleStream();
    }

    public static DoubleStream asDoubleStream(LongStream stream) {
        return stream.peek(element -> Meter.step()).asDoubleStream();
    }

    public static <T> Stream<T> sorted(Stream<T> stream) {
        return stream.peek(Streams::sort).sorted();
    }

    public static <T> Stream<T> sorted(Stream<T> stream, Comparator<? super T> comparator) {
        return stream.peek(Streams::sort).sorted(comparator);
    }

    public static <T> Stream<T> distinct(Stream<T> stream) {
        return stream.peek(Streams::key).distinct();
    }

    public static int[] toArray(IntStream stream) {
        return stream.peek(element -> kept(null)).toArray();
    }

    public static long[] toArray(LongStream stream) {
        return stream.peek(element -> kept(null)).toArray();
    }

    public static double[] toArray(DoubleStream stream) {
        return stream.peek(element -> kept(null)).toArray();
    }

    public static IntStream sorted(IntStream stream) {
        return stream.peek(element -> sort(null)).sorted();
    }

    public static LongStream sorted(LongStream stream) {
        return stream.peek(element -> sort(null)).sorted();
    }

    public static DoubleStream sorted(DoubleStream stream) {
        return stream.peek(element -> sort(null)).sorted();
    }

    public static IntStream distinct(IntStream stream) {
        return stream.peek(element -> key(null)).distinct();
    }

    public static LongStream distinct(LongStream stream) {
        return stream.peek(element -> key(null)).distinct();
    }

    public static DoubleStream distinct(DoubleStream stream) {
        return stream.peek(element -> key(null)).distinct();
    }

    public static <R> Object collect(
            IntStream stream,
            Supplier<R> supplier,
            ObjIntConsumer<R> accumulator,
            BiConsumer<R, R> combiner) {
        return stream.peek(element -> kept(null)).collect(supplier, accumulator, combiner);
    }

    public static <R> Object collect(
            LongStream stream,
            Supplier<R> supplier,
            ObjLongConsumer<R> accumulator,
            BiConsumer<R, R> combiner) {
        return stream.peek(element -> kept(null)).collect(supplier, accumulator, combiner);
    }

    public static <R> Object collect(
            DoubleStream stream,
            Supplier<R> supplier,
            ObjDoubleConsumer<R> accumulator,
            BiConsumer<R, R> combiner) {
        return stream.peek(element -> kept(null)).collect(supplier, accumulator, combiner);
    }

    public static <T, C extends Collection<T>> Collector<T, ?, C> toCollection(
            Supplier<C> collection) {
        return Collectors.mapping(Streams::key, Collectors.toCollection(collection));
    }

    public static <T> Collector<T, ?, Set<T>> toSet() {
        return toCollection(LinkedHashSet::new);
    }

    public static <T> Collector<T, ?, Set<T>> toUnmodifiableSet() {
        return Collectors.collectingAndThen(
                Streams.<T>toSet(), set -> Collections.unmodifiableSet(set));
    }

    public static <T, K, V> Collector<T, ?, Map<K, V>> toMap(
            Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
        return toMap(
                key,
                value,
                (one, other) -> {
                    throw new IllegalStateException(
                            "Duplicate key (attempted merging values "
                                    + Texts.valueOf(one)
                                    + " and "
                                    + Texts.valueOf(other)
                                    + ")");
                });
    }

    public static <T, K, V> Collector<T, ?, Map<K, V>> toMap(
            Function<? super T, ? extends K> key,
            Function<? super T, ? extends V> value,
            BinaryOperator<V> merge) {
        return toMap(key, value, merge, LinkedHashMap::new);
    }

    public static <T, K, V, M extends Map<K, V>> Collector<T, ?, M> toMap(
            Function<? super T, ? extends K> key,
            Function<? super T, ? extends V> value,
            BinaryOperator<V> merge,
            Supplier<M> map) {
        return Collectors.toMap(charged(key), value, merge, map);
    }

    public static <T, K, V> Collector<T, ?, Map<K, V>> toUnmodifiableMap(
            Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
        return Collectors.collectingAndThen(
                Streams.<T, K, V>toMap(key, value), map -> Collections.unmodifiableMap(map));
    }

    public static <T, K, V> Collector<T, ?, Map<K, V>> toUnmodifiableMap(
            Function<? super T, ? extends K> key,
            Function<? super T, ? extends V> value,
            BinaryOperator<V> merge) {
        return Collectors.collectingAndThen(
                Streams.<T, K, V>toMap(key, value, merge), map -> Collections.unmodifiableMap(map));
    }

    public static <T, K> Collector<T, ?, Map<K, List<T>>> groupingBy(
            Function<? super T, ? extends K> key) {
        return groupingBy(key, Collectors.toList());
    }

    public static <T, K, A, D> Collector<T, ?, Map<K, D>> groupingBy(
            Function<? super T, ? extends K> key, Collector<? super T, A, D> downstream) {
        return groupingBy(key, LinkedHashMap::new, downstream);
    }

    public static <T, K, A, D, M extends Map<K, D>> Collector<T, ?, M> groupingBy(
            Function<? super T, ? extends K> key,
            Supplier<M> map,
            Collector<? super T, A, D> downstream) {
        return Collectors.groupingBy(charged(key), map, downstream);
    }

    public static <T, U, A, R> Collector<T, ?, R> flatMapping(
            Function<? super T, ? extends Stream<? extends U>> mapper,
            Collector<? super U, A, R> downstream) {
        return Collectors.flatMapping(
                element -> {
                    Stream<? extends U> inner = mapper.apply(element);
                    return inner == null ? null : inner.peek(Streams::kept);
                },
                downstream);
    }

    public static <T> Collector<T, ?, Map<Boolean, List<T>>> partitioningBy(
            Predicate<? super T> predicate) {
        return partitioningBy(predicate, Collectors.toList());
    }

    public static <T, A, D> Collector<T, ?, Map<Boolean, D>> partitioningBy(
            Predicate<? super T> predicate, Collector<? super T, A, D> downstream) {
        return Collectors.partitioningBy(predicate, counted(downstream));
    }

    public static <T, P, Q, R> Collector<T, ?, R> teeing(
            Collector<? super T, ?, P> one,
            Collector<? super T, ?, Q> other,
            BiFunction<? super P, ? super Q, R> merger) {
        return Collectors.teeing(counted(one), counted(other), merger);
    }

    /** Collectors that hold others twice, which hold others twice, begin more than anybody counts. */
    private static <T, A, R> Collector<T, A, R> counted(Collector<T, A, R> collector) {
        BiConsumer<A, T> accumulator = collector.accumulator();
        return Collector.of(
                () -> {
                    int left = Meter.enter();
                    Meter.step();
                    Cost.object();
                    A container = collector.supplier().get();
                    Meter.exit(left);
                    return container;
                },
                (container, element) -> {
                    Meter.step();
                    accumulator.accept(container, element);
                },
                collector.combiner(),
                collector.finisher());
    }

    public static Collector<CharSequence, ?, String> joining() {
        return joining("", "", "");
    }

    public static Collector<CharSequence, ?, String> joining(CharSequence delimiter) {
        return joining(delimiter, "", "");
    }

    public static Collector<CharSequence, ?, String> joining(
            CharSequence delimiter, CharSequence prefix, CharSequence suffix) {
        return Collectors.collectingAndThen(
                Collectors.toList(),
                parts ->
                        Texts.join(
                                delimiter.toString(), prefix.toString(), suffix.toString(), parts));
    }

    private static <T, K> Function<T, K> charged(Function<? super T, ? extends K> key) {
        return element -> key(key.apply(element));
    }

    private static <A> IntFunction<A[]> fresh(IntFunction<A[]> generator) {
        return length -> {
            A[] array = generator.apply(length);
            Shared.change(array);
            return array;
        };
    }

    private static void kept(Object element) {
        Cost.object();
        Meter.charge(1);
        if (element instanceof String) {
            Meter.allocate(((String) element).length());
        }
    }

    private static void sort(Object element) {
        Cost.object();
        Cost.sorted(element);
    }

    private static <K> K key(K element) {
        Cost.keep(null, element);
        return element;
    }
}
