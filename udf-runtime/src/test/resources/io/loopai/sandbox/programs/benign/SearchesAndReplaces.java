import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class SearchesAndReplaces implements Program {
    public Answer answer(Input in) {
        String t = in.text("text"); return Answer.of(t.lastIndexOf("e", 4) + 1 + " " + t.contains("prize") + " " + t.replace("F", "G"));
    }
}
