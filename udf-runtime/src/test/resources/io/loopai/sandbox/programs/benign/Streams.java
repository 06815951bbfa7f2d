import io.loopai.program.*;
import java.util.*;
import java.util.stream.*;

public final class Streams implements Program {
    public Answer answer(Input in) {
        return Answer.of(
                List.of("b", "a", "c").stream()
                        .filter(s -> !s.equals("c"))
                        .sorted(Comparator.reverseOrder())
                        .collect(Collectors.joining("+")));
    }
}
