import io.loopai.program.*;

import java.util.*;

public final class ComparesLongTextsIgnoringCase implements Program {

    public Answer answer(Input in) {
        String s = "x".repeat(100000);
        List<String> l = Collections.nCopies(40000, s);
        return Answer.of("" + l.stream().max(String.CASE_INSENSITIVE_ORDER).get().length());
    }
}
