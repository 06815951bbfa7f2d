import io.loopai.program.*;
import java.util.regex.*;

public final class CatchesAMalformedPattern implements Program {
    public Answer answer(Input in) {
        try {
            return Answer.of(Pattern.compile("(" + in.text("text")).matcher("x").find());
        } catch (PatternSyntaxException e) {
            return Answer.of(e.getDescription());
        }
    }
}
