import io.loopai.program.*;
import java.util.regex.Pattern;

public final class LooksAheadInMany implements Program {
    public Answer answer(Input in) {
        String text = in.text("text").replaceAll("a(?!(b))", "");
        Pattern slow = Pattern.compile("(?>x+y)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return Answer.of(text.split("(", -1).length + slow.flags());
    }
}
