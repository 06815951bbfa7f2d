import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AnswersABomb implements Program {
    public Answer answer(Input in) {
        Answer a = Answer.object().put("x", 1); for (int i = 0; i < 31; i++) a = Answer.object().put("l", a).put("r", a); return a;
    }
}
