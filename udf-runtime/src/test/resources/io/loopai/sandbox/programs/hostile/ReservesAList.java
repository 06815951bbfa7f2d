import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ReservesAList implements Program {
    public Answer answer(Input in) {
        return Answer.of(new ArrayList<String>(1_000_000_000).size());
    }
}
