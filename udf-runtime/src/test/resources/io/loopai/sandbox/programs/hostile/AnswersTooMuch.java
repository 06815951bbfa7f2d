import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class AnswersTooMuch implements Program {
    public Answer answer(Input in) {
        return Answer.of("x".repeat(65_537));
    }
}
