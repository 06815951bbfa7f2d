import io.loopai.program.*;
import java.util.stream.*;

public final class CollectsLongTexts implements Program {
    public Answer answer(Input in) {
        String text = "x".repeat(1_000_000);
        return Answer.of(IntStream.range(0, 100_000).mapToObj(i -> text).collect(Collectors.joining()).length());
    }
}
