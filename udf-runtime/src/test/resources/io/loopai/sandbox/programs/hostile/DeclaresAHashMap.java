import io.loopai.program.*;
import java.util.*;

public final class DeclaresAHashMap implements Program {
    private static final HashMap<String, Integer> SEEN = new HashMap<>();

    public Answer answer(Input in) {
        return Answer.of(SEEN.merge(in.text("text"), 1, Integer::sum));
    }
}
