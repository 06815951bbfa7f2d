import io.loopai.program.*;
import java.util.StringJoiner;

public final class JoinsALongDelimiter implements Program {
    public Answer answer(Input in) {
        StringJoiner joiner = new StringJoiner("-".repeat(1_000_000));
        while (joiner.length() >= 0) {
            joiner.add("");
        }
        return Answer.of(joiner.toString().length());
    }
}
