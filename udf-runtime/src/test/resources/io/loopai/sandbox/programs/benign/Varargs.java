import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class Varargs implements Program {
    private static int sum(int... numbers) {
        int sum = 0;
        for (int n : numbers) {
            sum += n;
        }
        return sum;
    }

    private static String join(String separator, Object... parts) {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(separator));
    }

    @SafeVarargs
    private static <T> Optional<T> firstOf(List<? extends T>... lists) {
        for (List<? extends T> list : lists) {
            if (!list.isEmpty()) {
                return Optional.of(list.get(0));
            }
        }
        return Optional.empty();
    }

    @Override
    public Answer answer(Input in) {
        return Answer.of(sum() + sum(1) + sum(1, 2, 3) + " " + join("-", "a", "b") + " " + firstOf(List.of(), List.of("x")).get());
    }
}
