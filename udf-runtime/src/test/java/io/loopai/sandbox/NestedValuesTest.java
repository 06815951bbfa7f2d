package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.program.Input;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A list that holds another twice, which holds another twice, and so on for sixty levels, is small;
 * whoever hashes, compares or prints it goes through 2^60 elements. The JDK does so in many places,
 * and each must be paid for in advance, or the job stands still for ever.
 */
class NestedValuesTest {

    private static final Budget BUDGET = new Budget(1_000_000, 512, 60_000_000_000L);

    private static final String PROGRAM =
            """
            import io.loopai.program.*;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            public final class Nested implements Program {
                enum E {A}
                record R(Object o) {}
                static String switchIt(Object o) {
                    return o instanceof List<?> list ? "" + list.get(0) : "";
                }
                static Object deep() {
                    List<Object> list = new ArrayList<>();
                    for (int i = 0; i < 60; i++) {
                        list = List.of(list, list);
                    }
                    return list;
                }
                public Answer answer(Input in) {
                    Object nested = deep();
                    Object other = deep();
                    Object result = EXPRESSION;
                    return Answer.of(result == null ? "null" : "done");
                }
            }
            """;

    private static final String EXPRESSIONS =
            """
            Map.of(1,nested).values().contains(other)
            new HashMap<>(Map.of(1,nested)).values().contains(other)
            new HashMap<Object,Object>(Map.of(1,nested)).entrySet().contains(Map.entry(1,other))
            new HashMap<Object,Object>(Map.of(1,nested)).replace(1,other,5)
            new HashMap<Object,Object>(Map.of(1,nested)).remove(1,other)
            new ArrayList<>(List.of(nested)).removeAll(List.of(other))
            new ArrayList<>(List.of(nested)).retainAll(List.of(other))
            List.of(nested).containsAll(List.of(other))
            Collections.frequency(List.of(nested),other)
            Collections.disjoint(List.of(nested),List.of(other))
            Collections.indexOfSubList(List.of(nested),List.of(other))
            Arrays.asList(nested).indexOf(other)
            Optional.of(nested).equals(Optional.of(other))
            Map.entry(1,nested).equals(Map.entry(1,other))
            Stream.of(1,2).collect(Collectors.toMap(x->(Object)nested,x->x,(a,b)->a))
            new ArrayDeque<>(List.of(nested)).contains(other)
            new ArrayDeque<>(List.of(nested)).remove(other)
            new TreeMap<Object,Object>(Map.of(1,nested)).containsValue(other)
            new TreeMap<Object,Object>(Map.of(1,nested)).equals(Map.of(1,other))
            Collections.unmodifiableList(List.of(nested)).equals(List.of(other))
            Collections.nCopies(2,nested).contains(other)
            List.of(nested).contains(other)
            Set.of(nested)
            Map.of(nested,1)
            Map.copyOf(Collections.singletonMap(nested,1))
            Set.copyOf(List.of(nested))
            String.valueOf(nested)
            new StringBuilder().append(nested)
            new StringBuilder().insert(0,nested)
            "" + nested
            new AssertionError(nested)
            Arrays.toString(new Object[]{nested})
            Arrays.deepToString(new Object[]{nested})
            Arrays.equals(new Object[]{nested},new Object[]{other})
            Arrays.deepEquals(new Object[]{nested},new Object[]{other})
            Optional.of(nested).toString()
            Objects.toString(nested,"x")
            Objects.equals(nested,other)
            Stream.of(other).anyMatch(nested::equals)
            Stream.of(other).filter(Predicate.isEqual(nested)).count()
            Stream.of(other).map(Object::toString).count() + Stream.of(other).map(String::valueOf).findFirst().get()
            Stream.of(other).map(Objects::toString).findFirst()
            String.format("%s",nested)
            "%s".formatted(nested)
            Stream.of(nested,other).collect(Collectors.groupingBy(x->x))
            Stream.of(nested,other).collect(Collectors.toCollection(LinkedHashSet::new))
            Stream.of(nested,other).collect(Collectors.toUnmodifiableSet())
            Stream.of(nested,other).collect(HashSet::new, HashSet::add, HashSet::addAll)
            Stream.of(nested,other).collect(Collectors.collectingAndThen(Collectors.toSet(), s->s))
            Stream.of(1,2).collect(Collectors.mapping(x->(Object)nested, Collectors.toSet()))
            Stream.of(nested,other).collect(Collectors.partitioningBy(x->true, Collectors.toSet()))
            Stream.of(1,2).collect(Collectors.flatMapping(x->Stream.of((Object)nested), Collectors.toSet()))
            Stream.of(1,2).collect(Collectors.teeing(Collectors.mapping(x->(Object)nested, Collectors.toSet()), Collectors.counting(), (a,b)->b))
            new HashSet<Object>().addAll(List.of(nested))
            new HashSet<Object>(List.of(nested))
            new HashMap<Object,Object>(Collections.singletonMap(nested,1))
            Collections.singleton(nested).contains(other)
            new TreeSet<Object>(Comparator.comparing(Object::toString)).add(nested)
            new TreeSet<Object>(Comparator.comparing(String::valueOf)).add(nested)
            new PriorityQueue<Object>(List.of(1)).contains(nested)
            ((Function<Object,String>) String::valueOf).apply(nested)
            ((BiPredicate<Object,Object>) Objects::equals).test(nested,other)
            new HashMap<Object,Object>().keySet().contains(nested)
            new HashMap<Object,Object>(Map.of(1,2)).keySet().removeAll(List.of(nested))
            Collections.max(List.of(nested,other),Comparator.comparing(Object::toString))
            ((Supplier<Object>) nested::toString).get()
            new AbstractMap.SimpleEntry<Object,Object>(nested,1).toString()
            new StringJoiner(",").add(nested.toString())
            List.of(nested).toString()
            List.of(1,2).stream().map(x->nested).distinct().toList()
            IntStream.range(0,3).mapToObj(i->(Object)nested).collect(Collectors.groupingBy(Function.identity(),TreeMap::new,Collectors.counting()))
            Stream.of(nested,other).reduce((a,b)->a.equals(b)?a:b)
            new LinkedList<Object>(List.of(nested)).removeFirstOccurrence(other)
            List.of(nested).subList(0,1).equals(List.of(other))
            new ArrayList<>(List.of(nested)).listIterator().next().equals(other)
            new IllegalStateException(new IllegalStateException(""+nested)).toString()
            Collections.replaceAll(new ArrayList<>(List.of(nested)),other,1)
            new EnumMap<>(Map.of(E.A,nested)).equals(Map.of(E.A,other))
            new EnumMap<>(Map.of(E.A,nested)).containsValue(other)
            new EnumMap<>(Map.of(E.A,nested)).toString()
            new R(nested).equals(new R(other))
            new R(nested).toString()
            Set.of(new R(nested))
            new ArrayList<>(List.of(nested)).removeIf(other::equals)
            UnaryOperator.identity().apply(nested).equals(other)
            new Object[]{nested}[0].equals(other)
            switchIt(nested)
            nested.equals(other)
            new HashMap<Object,Object>().merge(nested,1,(a,b)->a)
            new HashMap<Object,Object>().computeIfAbsent(nested,x->1)
            Map.ofEntries(Map.entry(nested,1))
            Stream.of(nested).toArray()[0].equals(other)
            Collectors.joining(",").toString() + Stream.of(nested).map(x->"a"+x).collect(Collectors.joining(","))
            List.of(nested).lastIndexOf(other)
            """;

    static Stream<String> expressions() {
        return EXPRESSIONS.lines();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void shouldBePaidFor(String expression) throws ProgramRejectedException {
        CompiledProgram program =
                Sandbox.compile(PROGRAM.replace("EXPRESSION", expression), CompilerKind.ECJ);

        assertThat(program.run(Input.of(Map.of()), BUDGET))
                .isEqualTo(ProgramRun.exhausted("fuel: more than 1000000 steps"));
    }
}
