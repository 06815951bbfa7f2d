import io.loopai.program.*;
import java.util.regex.Pattern;

public final class LooksAhead implements Program {
    private static final Pattern STOP =
            Pattern.compile("stop(?=(\\d))");

    public Answer answer(Input in) {
        return Answer.of(STOP.matcher(in.text("text")).find());
    }
}
