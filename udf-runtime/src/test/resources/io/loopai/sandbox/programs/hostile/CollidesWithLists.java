import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CollidesWithLists implements Program {
    public Answer answer(Input in) {
        Set<List<Integer>> set = new HashSet<>();
        for (int i = 0; i < 60_000; i++) {
            set.add(List.of(i, -31 * i));
        }
        return Answer.of(set.size());
    }
}
