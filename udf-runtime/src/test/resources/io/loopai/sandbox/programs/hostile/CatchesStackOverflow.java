import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CatchesStackOverflow implements Program {
    private static void dive(int[] depth) {
        depth[0]++;
        dive(depth);
    }

    public Answer answer(Input in) {
        int[] depth = {0};
        try {
            dive(depth);
        } catch (StackOverflowError e) {
            return Answer.of("survived");
        }
        return Answer.of("?");
    }
}
