import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AnswersTooManyBytes implements Program {
    public Answer answer(Input in) {
        return Answer.object().put("a", "é".repeat(20_000)).put("b", "€".repeat(10_000));
    }
}
