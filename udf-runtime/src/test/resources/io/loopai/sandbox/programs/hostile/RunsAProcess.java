import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class RunsAProcess implements Program {
    public Answer answer(Input in) {
        try {
            return Answer.of(new ProcessBuilder("id").start().pid());
        } catch (Exception e) {
            return Answer.of(e.getMessage());
        }
    }
}
