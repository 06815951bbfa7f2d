import io.loopai.program.*;

import java.util.*;
import java.util.stream.*;

public final class TeesWithinTees implements Program {

    public Answer answer(Input in) {
        Collector<String, ?, ?> c = Collectors.counting();
        for (int i = 0; i < 40; i++)
            c =
                    Collectors.teeing(
                            (Collector<String, ?, ?>) c,
                            (Collector<String, ?, ?>) c,
                            (a, b) -> "x");
        return Answer.of("" + List.of("a").stream().collect(c).equals("x"));
    }
}
