import io.loopai.program.*;
import java.util.regex.*;

public final class ResetsItsMatcher implements Program {
    public Answer answer(Input in) {
        String text = "ab".repeat(1_000);
        Matcher matcher = Pattern.compile("(?=(?:ab){1,90}$)a").matcher(text);
        int n = 0;
        while (matcher.reset(text).find()) {
            n++;
        }
        return Answer.of(n);
    }
}
