import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class InternsStrings implements Program {
    public Answer answer(Input in) {
        for (int i = 0; i < 1_000_000; i++) {
            ("a" + i).intern();
        }
        return Answer.of(1);
    }
}
