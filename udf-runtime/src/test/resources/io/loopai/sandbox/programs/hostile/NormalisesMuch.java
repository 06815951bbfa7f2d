import io.loopai.program.*;
import java.text.Normalizer;

public final class NormalisesMuch implements Program {
    public Answer answer(Input in) {
        return Answer.of(Normalizer.normalize("\ufdfa".repeat(8_000_000), Normalizer.Form.NFKD).length());
    }
}
