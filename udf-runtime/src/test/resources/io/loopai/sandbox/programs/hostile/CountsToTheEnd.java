import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CountsToTheEnd implements Program {
    public Answer answer(Input in) {
        return Answer.of(IntStream.range(0, Integer.MAX_VALUE).sum());
    }
}
