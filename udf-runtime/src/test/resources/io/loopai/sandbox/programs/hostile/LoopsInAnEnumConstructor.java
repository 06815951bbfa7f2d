import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class LoopsInAnEnumConstructor implements Program {
    enum Kind {
        A;

        Kind() {
            while (true) {}
        }
    }

    public Answer answer(Input in) {
        return Answer.of(Kind.values().length);
    }
}
