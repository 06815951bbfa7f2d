import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CopiesAnArray implements Program {
    public Answer answer(Input in) {
        int[] a = new int[4]; return Answer.of(Arrays.copyOf(a, 1_000_000_000).length);
    }
}
