import io.loopai.program.*;
import java.util.*;

public final class SortsLongTexts implements Program {
    public Answer answer(Input in) {
        List<String> texts = new ArrayList<>();
        String one = "x".repeat(1_000_000);
        String other = one + "";
        for (int i = 0; i < 10_000; i++) {
            texts.add(i % 2 == 0 ? one : other.substring(1));
        }
        Collections.sort(texts);
        return Answer.of(texts.size());
    }
}
