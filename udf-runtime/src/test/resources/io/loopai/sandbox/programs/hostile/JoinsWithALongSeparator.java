import io.loopai.program.*;
import java.util.*;

public final class JoinsWithALongSeparator implements Program {
    public Answer answer(Input in) {
        String separator = "-".repeat(1_000_000);
        return Answer.of(String.join(separator, Collections.nCopies(1_000_000, "a")).length());
    }
}
