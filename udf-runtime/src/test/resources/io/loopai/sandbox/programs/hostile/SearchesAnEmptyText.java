import io.loopai.program.*;
import java.util.regex.*;

public final class SearchesAnEmptyText implements Program {
    public Answer answer(Input in) {
        Matcher matcher = Pattern.compile("(?=a)|(?:x?y?){100}z").matcher("");
        for (int n = 0; ; n += matcher.find(0) ? 1 : 0) {}
    }
}
