import io.loopai.program.*;
import java.util.*;
import java.util.stream.Collectors;

public final class Grouping implements Program {
    public Answer answer(Input in) {
        Map<Integer, Long> byLength =
                Arrays.asList("a", "bb", "cc").stream()
                        .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.counting()));
        return Answer.of(byLength.toString());
    }
}
