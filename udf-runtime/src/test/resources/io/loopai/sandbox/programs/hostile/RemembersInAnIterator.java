import io.loopai.program.*;
import java.util.*;

public final class RemembersInAnIterator implements Program {
    private static final Iterator<Integer> NUMBERS = List.of(1, 2, 3).iterator();

    public Answer answer(Input in) {
        return Answer.of(NUMBERS.hasNext() ? NUMBERS.next() : 0);
    }
}
