import io.loopai.program.*;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class EarnsFuelByFailingToReplace implements Program {

    public Answer answer(Input in) {
        Matcher m = Pattern.compile("x").matcher("x".repeat(50000));
        StringBuilder sb = new StringBuilder();
        m.find(49990);
        m.appendReplacement(sb, "");
        m.lookingAt();
        while (true) {
            try {
                m.appendReplacement(sb, "");
            } catch (IndexOutOfBoundsException e) {
            }
            if (sb.length() < 0) break;
        }
        return Answer.of("x");
    }
}
