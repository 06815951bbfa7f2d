import io.loopai.program.*;
import java.util.regex.*;

public final class NestsAtomicGroups implements Program {
    public Answer answer(Input in) {
        String nested = "(?:".repeat(70) + "a?" + ")?".repeat(70);
        Matcher matcher = Pattern.compile("(?>" + nested + ")").matcher("a".repeat(100_000));
        while (matcher.find()) {}
        return Answer.of("");
    }
}
