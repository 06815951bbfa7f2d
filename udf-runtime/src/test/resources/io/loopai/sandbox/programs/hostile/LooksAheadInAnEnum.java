import io.loopai.program.*;
import java.util.regex.Pattern;

public final class LooksAheadInAnEnum implements Program {
    private enum Signal { STOP("stop(?=(\\d))"); final Pattern p; Signal(String regex) { p = Pattern.compile(regex); } }

    public Answer answer(Input in) {
        return Answer.of(Signal.STOP.p.matcher(in.text("text")).find());
    }
}
