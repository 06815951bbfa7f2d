import io.loopai.program.*;
import java.util.stream.*;

public final class CollectsForEver implements Program {
    public Answer answer(Input in) {
        return Answer.of(IntStream.range(0, 3_000).boxed().flatMap(i -> IntStream.range(0, 3_000).boxed()).toList().size());
    }
}
