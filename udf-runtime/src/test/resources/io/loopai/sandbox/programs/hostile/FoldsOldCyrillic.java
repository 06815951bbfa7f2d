import io.loopai.program.*;
import java.util.regex.*;

public final class FoldsOldCyrillic implements Program {
    public Answer answer(Input in) {
        return Answer.of(in.text("text").replaceAll("(?i)[B-\uffff]", ""));
    }
}
