import io.loopai.program.*;
import java.util.regex.*;

public final class MergesProperties implements Program {
    public Answer answer(Input in) {
        return Answer.of("" + Pattern.matches("\\PL|".repeat(240) + "a", in.text("text")));
    }
}
