import io.loopai.program.*;
import java.util.regex.*;

public final class LooksBehindFar implements Program {
    public Answer answer(Input in) {
        String text = "ab".repeat(50_000);
        return Answer.of(text.replaceAll("(?<=a.{0,200}|b{100})(?<!a.{90}b)b", "-").length());
    }
}
