import io.loopai.program.*;

import java.util.*;

public final class TokenizesBlanks implements Program {

    public Answer answer(Input in) {
        String d = "abcdefghij".repeat(100) + " ";
        StringTokenizer t = new StringTokenizer(" ".repeat(100000), d);
        int n = 0;
        while (true) {
            if (t.hasMoreTokens()) break;
            n++;
            if (n < 0) break;
        }
        return Answer.of("x");
    }
}
