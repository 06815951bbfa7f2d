import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CatchesThrowableInALoop implements Program {
    public Answer answer(Input in) {
        while (true) {
            try {
                int[] memory = new int[100_000_000];
                return Answer.of(memory.length);
            } catch (Throwable t) {
                continue;
            }
        }
    }
}
