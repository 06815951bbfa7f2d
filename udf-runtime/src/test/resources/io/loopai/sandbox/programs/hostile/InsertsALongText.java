import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class InsertsALongText implements Program {
    public Answer answer(Input in) {
        StringBuilder text = new StringBuilder();
        String much = "x".repeat(10_000_000);
        for (int i = 0; i < 1_000; i++) {
            text.insert(0, much);
        }
        return Answer.of(text.length());
    }
}
