import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SearchesBadly implements Program {
    public Answer answer(Input in) {
        String text = "a".repeat(100_000); return Answer.of(text.contains("a".repeat(50_000) + "b"));
    }
}
