import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ComparesNestedLists implements Program {
    public Answer answer(Input in) {
        List<Object> one = List.of("a");
        List<Object> other = List.of("a");
        for (int i = 0; i < 60; i++) {
            one = List.of(one, one);
            other = List.of(other, other);
        }
        return Answer.of(one.equals(other));
    }
}
