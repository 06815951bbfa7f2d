import io.loopai.program.*;
import java.util.*;

public final class RemovesByIterator implements Program {
    public Answer answer(Input in) {
        List<Integer> list = new ArrayList<>(Collections.nCopies(1_000_000, 1));
        Iterator<Integer> numbers = list.iterator();
        while (numbers.hasNext()) {
            numbers.next();
            numbers.remove();
        }
        return Answer.of(list.size());
    }
}
