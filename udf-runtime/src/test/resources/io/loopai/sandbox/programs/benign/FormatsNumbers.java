import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class FormatsNumbers implements Program {
    public Answer answer(Input in) {
        return Answer.of(String.format(Locale.ROOT, "%.2f|%4d|%03d|%s", 0.5, 7, 7, "x"));
    }
}
