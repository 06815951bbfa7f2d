import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class FlattensStreams implements Program {
    public Answer answer(Input in) {
        return Answer.of(IntStream.range(0, 10_000).boxed().flatMap(i -> IntStream.range(0, 10_000).boxed()).toList().size());
    }
}
