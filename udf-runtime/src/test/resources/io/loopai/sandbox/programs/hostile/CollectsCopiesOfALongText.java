import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CollectsCopiesOfALongText implements Program {
    public Answer answer(Input in) {
        return Answer.of(Collections.nCopies(100_000, "x".repeat(100_000)).stream().collect(Collectors.joining()));
    }
}
