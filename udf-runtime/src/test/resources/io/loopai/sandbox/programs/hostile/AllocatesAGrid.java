import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AllocatesAGrid implements Program {
    public Answer answer(Input in) {
        long[][] grid = new long[10_000][10_000]; return Answer.of(grid.length);
    }
}
