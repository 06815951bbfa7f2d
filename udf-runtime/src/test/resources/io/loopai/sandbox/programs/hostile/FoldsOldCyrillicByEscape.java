import io.loopai.program.*;
import io.loopai.program.text.Regex;

public final class FoldsOldCyrillicByEscape implements Program {
    public Answer answer(Input in) {
        return Answer.of("" + Regex.ofIgnoringCase("\\x{1c80}").find(in.text("text")));
    }
}
