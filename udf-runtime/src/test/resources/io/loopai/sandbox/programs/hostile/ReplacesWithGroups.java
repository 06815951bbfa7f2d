import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class ReplacesWithGroups implements Program {
    public Answer answer(Input in) {
        String text = "a".repeat(10_000);
        for (int i = 0; i < 20; i++) {
            text = text.replaceAll("(.*)", "$1$1$1");
        }
        return Answer.of(text.length());
    }
}
