import io.loopai.program.*;
import java.util.*;

public final class ComparesListsOfLists implements Program {
    public Answer answer(Input in) {
        List<Object> one = List.of("x");
        List<Object> other = List.of("x");
        for (int i = 0; i < 40; i++) {
            one = List.of(one, one);
            other = List.of(other, other);
        }
        return Answer.of(one.equals(other));
    }
}
