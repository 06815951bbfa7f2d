import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class VisitsCopiesByMethodReference implements Program {
    public Answer answer(Input in) {
        Collections.nCopies(4_000_000, "x").iterator().forEachRemaining(Objects::requireNonNull);
        return Answer.of("done");
    }
}
