import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HashesNestedRecords implements Program {
    record Pair(Object left, Object right) {}

    public Answer answer(Input in) {
        Object pair = "a";
        for (int i = 0; i < 60; i++) {
            pair = new Pair(pair, pair);
        }
        return Answer.of(Objects.hash(pair));
    }
}
