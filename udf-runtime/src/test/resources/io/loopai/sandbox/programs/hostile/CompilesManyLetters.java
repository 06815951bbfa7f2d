import io.loopai.program.*;
import java.util.regex.*;

public final class CompilesManyLetters implements Program {
    public Answer answer(Input in) {
        StringBuilder regex = new StringBuilder("(?i)(?=a)");
        for (int i = 0; i < 900; i++) {
            regex.append((char) (0x4e00 + i));
        }
        for (int n = 0; ; n += Pattern.compile(regex.toString()).flags()) {}
    }
}
