import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SearchesAListByReference implements Program {
    public Answer answer(Input in) {
        List<Integer> all = IntStream.range(0, 10_000).boxed().toList(); Predicate<Object> p = all::contains; int n = 0; while (true) if (p.test(-1)) n++;
    }
}
