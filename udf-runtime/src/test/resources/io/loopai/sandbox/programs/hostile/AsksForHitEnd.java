import io.loopai.program.*;
import java.util.regex.*;

public final class AsksForHitEnd implements Program {
    public Answer answer(Input in) {
        return Answer.of(Pattern.compile("a").matcher("b").hitEnd());
    }
}
