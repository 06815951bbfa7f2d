import io.loopai.program.*;
import java.util.*;
import java.util.stream.*;
public final class DistinctNestedLists implements Program {
    public Answer answer(Input in) {
        List<Object> l = new ArrayList<>();
        for (int i = 0; i < 60; i++) { l = List.of(l, l); }
        List<Object> nested = l;
        return Answer.of(IntStream.range(0, 2).mapToObj(i -> (Object) nested).distinct().count());
    }
}
