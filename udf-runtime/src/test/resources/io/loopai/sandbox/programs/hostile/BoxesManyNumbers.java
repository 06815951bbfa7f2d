import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class BoxesManyNumbers implements Program {
    public Answer answer(Input in) {
        return Answer.of(IntStream.range(0, 100_000_000).boxed().toList().size());
    }
}
