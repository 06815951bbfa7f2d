import io.loopai.program.*;
import java.util.stream.*;

public final class BuffersAnInnerStream implements Program {
    public Answer answer(Input in) {
        return Answer.of(IntStream.of(1).boxed().flatMap(i -> IntStream.range(0, 100_000_000).boxed()).iterator().next());
    }
}
