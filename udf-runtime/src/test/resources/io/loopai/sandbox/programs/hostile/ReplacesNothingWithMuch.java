import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ReplacesNothingWithMuch implements Program {
    public Answer answer(Input in) {
        return Answer.of("x".repeat(100_000).replace("", "y".repeat(100_000)));
    }
}
