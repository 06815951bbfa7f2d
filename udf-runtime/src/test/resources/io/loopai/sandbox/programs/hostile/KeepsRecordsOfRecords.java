import io.loopai.program.*;
import java.util.*;

public final class KeepsRecordsOfRecords implements Program {
    record Pair(Object left, Object right) {}

    public Answer answer(Input in) {
        Object pair = "x";
        for (int i = 0; i < 40; i++) {
            pair = new Pair(List.of(pair), List.of(pair));
        }
        return Answer.of(Set.of(pair).size());
    }
}
