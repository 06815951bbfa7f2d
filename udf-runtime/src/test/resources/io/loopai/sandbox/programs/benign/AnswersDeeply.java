import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AnswersDeeply implements Program {
    public Answer answer(Input in) {
        Answer a = Answer.object(); for (int i = 0; i < 3; i++) a = Answer.object().put("a", a); return a;
    }
}
