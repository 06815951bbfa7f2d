import io.loopai.program.*;

import java.util.*;

public final class WalksAnUnmodifiableLinkedList implements Program {

    public Answer answer(Input in) {
        LinkedList<String> l = new LinkedList<>(Collections.nCopies(200000, "x"));
        List<String> u = Collections.unmodifiableList(l);
        int s = 0;
        while (true) {
            s += u.get(100000).length();
            if (s < 0) break;
        }
        return Answer.of("x");
    }
}
