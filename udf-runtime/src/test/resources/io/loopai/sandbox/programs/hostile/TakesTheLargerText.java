import io.loopai.program.*;

import java.util.function.*;

public final class TakesTheLargerText implements Program {

    public Answer answer(Input in) {
        String s = "x".repeat(500000);
        BinaryOperator<String> m = BinaryOperator.maxBy(String.CASE_INSENSITIVE_ORDER);
        int n = 0;
        while (true) {
            n += m.apply(s, s).length();
            if (n == -7) break;
        }
        return Answer.of("x");
    }
}
