import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class JoinsInAnEndlessChain implements Program {
    public Answer answer(Input in) {
        Function<Integer, Integer> f = x -> x + 1;
        for (int i = 0; i < 100_000; i++) {
            f = f.andThen(x -> x + 1);
        }
        return Answer.of(f.apply(1));
    }
}
