import io.loopai.program.*;
import java.util.regex.*;

public final class NestsPlusInPlus implements Program {
    public Answer answer(Input in) {
        String nested = "(?:".repeat(60) + "a+" + ")+".repeat(60);
        return Answer.of("" + Pattern.compile("(?=a)" + nested + "b").matcher("aab").find());
    }
}
