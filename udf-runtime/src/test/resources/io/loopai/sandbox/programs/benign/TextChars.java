import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class TextChars implements Program {
    public Answer answer(Input in) {
        String t = in.text("text"); long up = t.chars().filter(c -> c == (int) (char) 114).count(); return Answer.of(up + " " + t.strip().length() + " " + new StringBuilder(t.substring(5)).reverse().toString().toUpperCase(Locale.ROOT));
    }
}
