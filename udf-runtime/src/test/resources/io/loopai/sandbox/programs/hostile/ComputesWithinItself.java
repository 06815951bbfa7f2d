import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ComputesWithinItself implements Program {
    private static int fibonacci(Map<Integer, Integer> map, int n) {
        return n < 2 ? n : map.computeIfAbsent(n, k -> fibonacci(map, k - 1) + 1);
    }

    public Answer answer(Input in) {
        Map<Integer, Integer> map = new HashMap<>();
        return Answer.of(fibonacci(map, 100_000));
    }
}
