import io.loopai.program.*;

import java.util.*;

public final class KeepsMessagesOfExceptions implements Program {

    public Answer answer(Input in) {
        IllegalStateException e = new IllegalStateException("@" + "x@".repeat(50000));
        List<String> l = new ArrayList<>();
        while (true) {
            l.add(e.getMessage());
            if (l.size() < 0) break;
        }
        return Answer.of("x");
    }
}
