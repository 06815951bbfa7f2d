import io.loopai.program.*;

import java.util.*;

public final class QueuesLongTextsIgnoringCase implements Program {

    public Answer answer(Input in) {
        String s = "x".repeat(100000);
        PriorityQueue<String> q = new PriorityQueue<>(String.CASE_INSENSITIVE_ORDER);
        while (true) {
            q.add(s);
            q.add(s);
            q.poll();
            if (q.size() < 0) break;
        }
        return Answer.of("x");
    }
}
