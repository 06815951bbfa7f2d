import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RecursesInAStream implements Program {
    private static long count(int n) {
        return Stream.of(n).map(i -> count(i + 1)).count() + Stream.of(n).mapToLong(i -> count(i)).sum();
    }

    public Answer answer(Input in) {
        return Answer.of(count(1));
    }
}
