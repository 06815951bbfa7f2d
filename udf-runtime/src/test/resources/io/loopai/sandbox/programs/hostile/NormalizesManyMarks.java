import io.loopai.program.*;

import java.text.Normalizer;

public final class NormalizesManyMarks implements Program {

    public Answer answer(Input in) {
        String t = "a" + "\u0301\u0316".repeat(100000);
        return Answer.of("" + Normalizer.normalize(t, Normalizer.Form.NFD).length());
    }
}
