import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AnswersTooManyFields implements Program {
    public Answer answer(Input in) {
        Answer a = Answer.object(); for (int i = 0; i < 20_000; i++) a.put("f" + i, i); return a;
    }
}
