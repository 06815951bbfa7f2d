import io.loopai.program.*;
import java.util.*;

public final class CopiesBeyondTheEnd implements Program {
    public Answer answer(Input in) {
        return Answer.of(Arrays.copyOfRange(new long[1], 0, 2_000_000_000).length);
    }
}
