import io.loopai.program.*;
import java.util.function.*;

public final class Lambdas implements Program {
    public Answer answer(Input in) {
        Function<String, Integer> length = String::length;
        BiFunction<Integer, Integer, Integer> add = (a, b) -> a + b;
        Supplier<String> free = () -> in.text("text");
        return Answer.of(add.apply(length.apply(free.get()), 1));
    }
}
