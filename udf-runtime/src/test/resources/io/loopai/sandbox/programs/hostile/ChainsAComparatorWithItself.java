import io.loopai.program.*;

import java.util.*;

public final class ChainsAComparatorWithItself implements Program {

    public Answer answer(Input in) {
        Comparator<String> f = Comparator.naturalOrder();
        for (int i = 0; i < 60; i++) f = f.thenComparing(f);
        return Answer.of("" + f.compare("x", "x"));
    }
}
