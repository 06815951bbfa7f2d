import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RepeatsARepeat implements Program {
    public Answer answer(Input in) {
        return Answer.of("a".matches("((a{1000}){1000}){1000}"));
    }
}
