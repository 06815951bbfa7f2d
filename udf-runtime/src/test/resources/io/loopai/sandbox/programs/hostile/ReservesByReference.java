import io.loopai.program.*;
import java.util.*;
import java.util.stream.*;

public final class ReservesByReference implements Program {
    public Answer answer(Input in) {
        return Answer.of(IntStream.of(2_000_000_000).mapToObj(ArrayList<String>::new).toList().size());
    }
}
