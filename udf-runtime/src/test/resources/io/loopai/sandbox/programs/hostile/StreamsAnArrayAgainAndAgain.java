import io.loopai.program.*;

import java.util.stream.*;

public final class StreamsAnArrayAgainAndAgain implements Program {

    public Answer answer(Input in) {
        int[] a = new int[2000000];
        int s = 0;
        while (true) {
            s += IntStream.of(a).sum();
            if (s == 5) break;
        }
        return Answer.of("x");
    }
}
