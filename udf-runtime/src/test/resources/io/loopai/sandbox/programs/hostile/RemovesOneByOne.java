import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RemovesOneByOne implements Program {
    public Answer answer(Input in) {
        List<Integer> a = new ArrayList<>(Collections.nCopies(20_000, 1)); List<Integer> c = new ArrayList<>(Collections.nCopies(20_000, 2)); a.removeAll(c); return Answer.of(a.size());
    }
}
