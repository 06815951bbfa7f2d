import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class NormalisesManyTimes implements Program {
    public Answer answer(Input in) {
        String text = "\ufdfa".repeat(100_000);
        int n = 0;
        for (int i = 0; i < 100_000; i++) {
            n += java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKD).length();
        }
        return Answer.of(n);
    }
}
