import io.loopai.program.*;

import java.util.function.*;

public final class ChainsFunctionsWhenLoading implements Program {
    static final String X = f();

    static String f() {
        UnaryOperator<String> u = UnaryOperator.identity();
        Function<String, String> g = u;
        for (int i = 0; i < 60; i++) g = g.andThen(g);
        return g.apply("x");
    }

    public Answer answer(Input in) {
        return Answer.of("x");
    }
}
