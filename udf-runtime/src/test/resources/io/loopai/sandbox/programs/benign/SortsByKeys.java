import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SortsByKeys implements Program {
    record Person(String name, int age) {}

    @Override
    public Answer answer(Input in) {
        List<Person> people = new ArrayList<>(List.of(new Person("Bo", 30), new Person("Al", 30), new Person("Cy", 20)));
        people.sort(Comparator.comparing(Person::age).reversed().thenComparing(Person::name, Comparator.reverseOrder()));
        Person oldest = Collections.max(people, Comparator.comparingInt(Person::age));
        Optional<Person> first = people.stream().min(Comparator.comparing(Person::name, String.CASE_INSENSITIVE_ORDER).thenComparingInt(Person::age));
        return Answer.of(people.stream().map(Person::name).toList() + oldest.name() + first.map(Person::name).orElse("?"));
    }
}
