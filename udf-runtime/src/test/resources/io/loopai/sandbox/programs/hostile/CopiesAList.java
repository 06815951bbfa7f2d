import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CopiesAList implements Program {
    public Answer answer(Input in) {
        return Answer.of(new ArrayList<>(Collections.nCopies(1_000_000_000, "x")).size());
    }
}
