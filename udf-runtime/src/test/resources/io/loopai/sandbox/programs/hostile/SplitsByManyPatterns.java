import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SplitsByManyPatterns implements Program {
    public Answer answer(Input in) {
        int n = 0;
        for (int i = 0; i < 1_000_000; i++) {
            n += in.text("text").split("(a|b|" + i + ")*c").length;
        }
        return Answer.of(n);
    }
}
