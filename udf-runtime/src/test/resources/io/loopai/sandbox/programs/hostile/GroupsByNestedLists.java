import io.loopai.program.*;
import java.util.*;
import java.util.stream.*;
public final class GroupsByNestedLists implements Program {
    public Answer answer(Input in) {
        List<Object> l = new ArrayList<>();
        for (int i = 0; i < 60; i++) { l = List.of(l, l); }
        List<Object> nested = l;
        Map<Object, Long> m = IntStream.range(0, 2).boxed().collect(Collectors.groupingBy(i -> (Object) nested, Collectors.counting()));
        return Answer.of(m.size());
    }
}
