import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AllocatesInItsInitialiser implements Program {
    private static final long[] MUCH = new long[100_000_000];

    public Answer answer(Input in) {
        return Answer.of(MUCH.length);
    }
}
