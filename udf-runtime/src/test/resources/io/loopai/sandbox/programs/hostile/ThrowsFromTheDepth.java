import io.loopai.program.*;

import java.util.*;

public final class ThrowsFromTheDepth implements Program {
    int f(int n) {
        if (n > 0) return f(n - 1) + 1;
        List<Object> l = new ArrayList<>();
        while (true) {
            l.add(new RuntimeException());
            if (l.size() < 0) return 1;
        }
    }

    public Answer answer(Input in) {
        return Answer.of(f(400));
    }
}
