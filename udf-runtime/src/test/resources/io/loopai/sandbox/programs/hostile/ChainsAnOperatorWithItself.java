import io.loopai.program.*;

import java.util.function.*;

public final class ChainsAnOperatorWithItself implements Program {

    public Answer answer(Input in) {
        IntUnaryOperator f = IntUnaryOperator.identity();
        for (int i = 0; i < 60; i++) f = f.andThen(f);
        return Answer.of("" + f.applyAsInt(1));
    }
}
