import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CopiesWithoutEnd implements Program {
    public Answer answer(Input in) {
        return Answer.of(Collections.nCopies(Integer.MAX_VALUE, "a").stream().distinct().count());
    }
}
