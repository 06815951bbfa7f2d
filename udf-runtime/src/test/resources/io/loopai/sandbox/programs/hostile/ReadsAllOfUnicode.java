import io.loopai.program.*;
import java.util.regex.*;

public final class ReadsAllOfUnicode implements Program {
    public Answer answer(Input in) {
        StringBuilder sets = new StringBuilder("(?=.)");
        for (int i = 0; i < 190; i++) {
            sets.append("[^").append((char) (0x4e00 + i)).append("]?");
        }
        StringBuilder all = new StringBuilder();
        for (int c = 256; c < 0x30000; c += 97) {
            all.append(c).appendCodePoint(c);
        }
        Matcher matcher = Pattern.compile(sets + "!").matcher(all);
        for (int n = 0; ; n += matcher.find(0) ? 1 : 0) {}
    }
}
