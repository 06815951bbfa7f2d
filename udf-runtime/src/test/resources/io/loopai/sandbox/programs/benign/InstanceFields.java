import io.loopai.program.*;
import java.util.*;

public final class InstanceFields implements Program {
    private final Map<String, Integer> counts = new HashMap<>();
    private int calls;

    public InstanceFields() {
        counts.put("start", 1);
    }

    public Answer answer(Input in) {
        calls++;
        counts.merge("start", calls, Integer::sum);
        return Answer.of(calls + " " + counts);
    }
}
