import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class MatchesALongAlternation implements Program {
    public Answer answer(Input in) {
        StringBuilder regex = new StringBuilder("x");
        for (int i = 0; i < 20_000; i++) {
            regex.append("|(a").append(i).append(".*)");
        }
        return Answer.of("a".repeat(20_000).matches(regex.toString()));
    }
}
