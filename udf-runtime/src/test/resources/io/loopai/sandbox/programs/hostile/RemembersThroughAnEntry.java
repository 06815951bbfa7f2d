import io.loopai.program.*;
import java.util.*;

public final class RemembersThroughAnEntry implements Program {
    private static final Map<String, Integer> COUNTS = new TreeMap<>();

    static {
        COUNTS.put("calls", 0);
    }

    public Answer answer(Input in) {
        for (Map.Entry<String, Integer> entry : COUNTS.entrySet()) {
            entry.setValue(entry.getValue() + 1);
        }
        return Answer.of(COUNTS.get("calls"));
    }
}
