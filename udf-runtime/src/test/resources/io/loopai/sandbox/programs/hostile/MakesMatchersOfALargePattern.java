import io.loopai.program.*;
import java.util.regex.*;

public final class MakesMatchersOfALargePattern implements Program {
    public Answer answer(Input in) {
        Pattern pattern = Pattern.compile("(?!a)(?:x?y?){100}z");
        for (Matcher matcher = null; ; matcher = pattern.matcher("")) {}
    }
}
