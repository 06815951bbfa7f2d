import io.loopai.program.*;

import java.util.*;
import java.util.function.*;

public final class ChainsAConsumerWithItself implements Program {

    public Answer answer(Input in) {
        Consumer<List<String>> c = List::size;
        for (int i = 0; i < 60; i++) c = c.andThen(c);
        c.accept(List.of());
        return Answer.of("x");
    }
}
