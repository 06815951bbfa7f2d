import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class TakesNull implements Program {
    public Answer answer(Input in) {
        String s = in.has("age") ? "" : null; try { return Answer.of(s.contains("x")); } catch (NullPointerException e) { return Answer.of("NullPointerException"); }
    }
}
