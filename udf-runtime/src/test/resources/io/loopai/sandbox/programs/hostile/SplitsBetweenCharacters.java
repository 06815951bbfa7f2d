import io.loopai.program.*;
import java.util.regex.*;

public final class SplitsBetweenCharacters implements Program {
    public Answer answer(Input in) {
        String text = "abc ".repeat(500);
        int n = 0;
        for (int i = 0; i < 1_000_000; i++) {
            n += text.split("(?<=[a-c]{1,50})(?=(?:[a-c]|\\s)*+$)|(?!\\b)").length;
        }
        return Answer.of(n);
    }
}
