import io.loopai.program.*;
import java.util.regex.*;

public final class NestsLookAhead implements Program {
    public Answer answer(Input in) {
        String nested = "(?=.*".repeat(95) + "a" + ")".repeat(95);
        Matcher matcher = Pattern.compile(nested).matcher("ba".repeat(100_000));
        int n = 0;
        while (matcher.find()) {
            n++;
        }
        return Answer.of(n);
    }
}
