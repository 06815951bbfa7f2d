import io.loopai.program.*;
import java.util.List;
import java.util.function.Function;

public final class RecursesInALambda implements Program {
    private int depth(int n) {
        return List.of(n).stream().map(x -> depth(x + 1)).reduce(0, Integer::sum);
    }

    public Answer answer(Input in) {
        Function<Integer, Integer> deeper = n -> depth(n + 1);
        return Answer.of(deeper.apply(0));
    }
}
