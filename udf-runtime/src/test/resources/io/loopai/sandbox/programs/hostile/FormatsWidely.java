import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class FormatsWidely implements Program {
    public Answer answer(Input in) {
        return Answer.of(String.format("%1000000000d", 1));
    }
}
