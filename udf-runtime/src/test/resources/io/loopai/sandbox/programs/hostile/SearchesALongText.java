import io.loopai.program.*;
import java.util.regex.Pattern;

public final class SearchesALongText implements Program {
    private static final Pattern SLOW = Pattern.compile("(.*a){12}b");

    public Answer answer(Input in) {
        return Answer.of(SLOW.matcher("a".repeat(10_000_000)).find());
    }
}
