import io.loopai.program.*;
import java.util.List;

public final class StringBuilding implements Program {
    public Answer answer(Input in) {
        StringBuilder out = new StringBuilder();
        for (String word : List.of("a", "b")) {
            out.append(word).append(',');
        }
        out.setLength(out.length() - 1);
        return Answer.of(out.reverse() + String.format("%d|%s", 7, "x") + String.join("-", "p", "q"));
    }
}
