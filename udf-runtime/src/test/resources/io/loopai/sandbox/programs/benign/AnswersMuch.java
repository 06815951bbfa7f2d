import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AnswersMuch implements Program {
    public Answer answer(Input in) {
        String text = "x".repeat(65_536); return Answer.of(text.length() + "");
    }
}
