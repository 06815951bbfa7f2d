import io.loopai.program.*;

import java.util.*;

public final class LooksForTheFloor implements Program {

    public Answer answer(Input in) {
        TreeSet<String> q = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        String s = "x".repeat(500000);
        q.add(s);
        int n = 0;
        while (true) {
            n += q.floor(s).length();
            if (n == -7) break;
        }
        return Answer.of("x");
    }
}
