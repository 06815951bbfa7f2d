import io.loopai.program.*;
import java.util.*;

public final class RemembersInAMap implements Program {
    private static final Map<String, Integer> SEEN = new HashMap<>();

    public Answer answer(Input in) {
        SEEN.merge(in.text("text"), 1, Integer::sum);
        return Answer.of(SEEN.size());
    }
}
