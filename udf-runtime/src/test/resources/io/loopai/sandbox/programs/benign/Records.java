import io.loopai.program.*;
import java.util.*;

public final class Records implements Program {
    record Pair(String name, int weight) {
        Pair {
            if (weight < 0) throw new IllegalArgumentException("negative");
        }
    }

    public Answer answer(Input in) {
        Set<Pair> pairs = new HashSet<>(List.of(new Pair("a", 1), new Pair("b", 2)));
        pairs.add(new Pair("a", 1));
        return Answer.of(pairs.size() + " " + new Pair("c", 3));
    }
}
