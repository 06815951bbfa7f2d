import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SortsNullsLastInReverse implements Program {
    public Answer answer(Input in) {
        Comparator<Integer> order = Collections.reverseOrder();
        for (int i = 0; i < 200; i++) {
            order = Collections.reverseOrder(Comparator.nullsLast(order));
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            numbers.add(i * 7919 % 10_007);
        }
        numbers.sort(order);
        return Answer.of(numbers.get(0));
    }
}
