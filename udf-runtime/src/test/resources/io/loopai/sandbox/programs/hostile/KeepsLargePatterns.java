import io.loopai.program.*;
import java.util.regex.*;

public final class KeepsLargePatterns implements Program {
    public Answer answer(Input in) {
        for (int first = 256; ; first++) {
            StringBuilder sets = new StringBuilder("(?i)(?=a)");
            for (int i = 0; i < 900; i++) {
                sets.append((char) (first + i));
            }
            Pattern.compile(sets.toString().replaceAll("[\\x{1c80}-\\x{1c88}]", ""));
        }
    }
}
