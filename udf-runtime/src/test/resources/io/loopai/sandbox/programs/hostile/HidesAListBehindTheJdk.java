import io.loopai.program.*;
import java.util.*;
import java.util.function.*;

public final class HidesAListBehindTheJdk implements Program {
    private static final BinaryOperator<String> LEAST = BinaryOperator.minBy(order(new ArrayList<>()));

    private static Comparator<String> order(List<String> seen) {
        return (a, b) -> {
            seen.add(a);
            return seen.size() - 2;
        };
    }

    public Answer answer(Input in) {
        return Answer.of(LEAST.apply("a", "b"));
    }
}
