import io.loopai.program.*;
import java.util.regex.*;

public final class CompilesForEver implements Program {
    public Answer answer(Input in) {
        for (int i = 0; ; i++) Pattern.compile("(a|b){200}" + i);
    }
}
