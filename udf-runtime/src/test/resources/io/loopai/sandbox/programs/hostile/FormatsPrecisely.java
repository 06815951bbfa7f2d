import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class FormatsPrecisely implements Program {
    public Answer answer(Input in) {
        return Answer.of("%.999999999f".formatted(1.5));
    }
}
