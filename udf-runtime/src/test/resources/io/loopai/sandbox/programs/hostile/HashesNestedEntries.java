import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class HashesNestedEntries implements Program {
    public Answer answer(Input in) {
        Object entry = "a";
        for (int i = 0; i < 60; i++) {
            entry = Map.entry(entry, entry);
        }
        return Answer.of(Objects.hash(entry));
    }
}
