import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class FiltersByEquality implements Program {
    public Answer answer(Input in) {
        Stream<Integer> numbers = Collections.nCopies(100_000, 1).stream();
        for (int i = 0; i < 1_000; i++) {
            numbers = numbers.filter(Predicate.isEqual(1));
        }
        return Answer.of(numbers.anyMatch(number -> number == 2) ? "found" : "not found");
    }
}
